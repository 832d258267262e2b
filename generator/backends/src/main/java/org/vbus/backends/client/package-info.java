// SPDX-License-Identifier: Apache-2.0
/**
 * Typed clients, abstract device models and attributes in Java, over the bindings that {@code java} writes and the API of {@code vbus-bus}.
 * {@link org.vbus.backends.client.DeviceParts} knows what both sides of a device share; the {@code *Builder} classes turn that into the views of
 * the templates. Devices of the virtio specification, character devices and specs without devices get nothing: nobody calls them over the bus.
 */
package org.vbus.backends.client;
