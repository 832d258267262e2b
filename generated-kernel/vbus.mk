# SPDX-License-Identifier: GPL-2.0
#
# For the Makefile of kernel modules whose devices are declared in specs:
#
#	VBUS_SPECS := sensor.vbus
#	VBUS_OPS   := sensor=ops
#	include /usr/share/vbus/vbus.mk
#
# `make` then compiles the specs into $(VBUS_OUT) and builds the modules there;
# `make modules_install` and `make clean` do what they always do. The compiler
# runs only when a spec, one that it imports, or the compiler itself has changed.
#
#	VBUS_SPECS    spec files; required
#	VBUS_OPS      NAME=FOLDER of each device whose operations you write
#	VBUS_INCLUDE  folders and jars with imported specs
#	VBUS_OUT      what is generated and built (build)
#	VBUS_FLAGS    more arguments of vbusc generate, such as --werror
#	VBUSC         the compiler (the one beside this file, or on the PATH)
#	KDIR          the kernel to build for (the running one's)
vbus_mk := $(dir $(lastword $(MAKEFILE_LIST)))

ifeq ($(strip $(VBUS_SPECS)),)
$(error VBUS_SPECS names no spec)
endif

VBUS_OUT ?= build
KDIR ?= /lib/modules/$(shell uname -r)/build
VBUSC ?= $(firstword $(wildcard $(vbus_mk)vbusc $(vbus_mk)../vbusc) vbusc)

vbus_stamp := $(VBUS_OUT)/.vbus
vbus_args := $(addprefix -I ,$(VBUS_INCLUDE)) $(addprefix --ops ,$(VBUS_OPS)) $(VBUS_FLAGS)
# Another set of arguments is another output.
vbus_said := $(VBUS_OUT)/.vbus.said
vbus_says := $(VBUSC) $(VBUS_SPECS) $(vbus_args)
vbus_name = $(firstword $(subst =, ,$(1)))
vbus_folder = $(lastword $(subst =, ,$(1)))
# Kbuild wants them relative to the device's folder; the objects lie beside the sources.
vbus_ops = VBUS_OPS_$(vbus_name)=$(shell realpath -m --relative-to=$(VBUS_OUT)/devices/$(vbus_name) $(vbus_folder))
vbus_make = $(MAKE) -C $(KDIR) M=$(abspath $(VBUS_OUT)) $(foreach o,$(VBUS_OPS),$(call vbus_ops,$(o)))

modules: $(vbus_stamp)
	$(vbus_make) modules

modules_install: modules
	$(vbus_make) modules_install

clean:
	rm -rf $(VBUS_OUT) $(foreach o,$(VBUS_OPS),$(addprefix $(call vbus_folder,$(o))/,*.o .*.o.cmd .*.o.d))

# What the specs import, as the compiler found it.
-include $(VBUS_OUT)/.vbus.d

$(vbus_stamp): $(VBUS_SPECS) $(vbus_said) $(wildcard $(VBUSC))
	$(VBUSC) generate $(VBUS_SPECS) $(vbus_args) --quiet --out $(VBUS_OUT) \
		--only c,host,guest,kbuild,docs,tree --depfile $@.d
	@touch $@

$(vbus_said): vbus_always
	@mkdir -p $(@D)
	@echo '$(vbus_says)' | cmp -s - $@ || echo '$(vbus_says)' >$@

.PHONY: modules modules_install clean vbus_always
.DEFAULT_GOAL := modules
