// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first page shows is true. */
class ReadmeIT {
    @Test
    void theSpecOfTheFirstPageGivesTheFilesThatItNames(@TempDir Path dir) throws IOException, InterruptedException {
        String page = Files.readString(Home.ROOT.resolve("README.md"));
        Matcher block = Pattern.compile("```\n(package acme\\.sensor\n.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).isTrue();
        Path spec = Files.writeString(dir.resolve("sensor.vbus"), block.group(1));
        Command.of(Home.ROOT.resolve("vbusc"), "generate", spec, "--out", dir.resolve("out")).run().succeeded();
        for (String file : new String[] {"include/uapi/acme/sensor.h", "include/layout/acme/sensor.h", "devices/sensor/sensor_sim_host.c",
            "devices/sensor/sensor_guest.c", "java/acme/sensor/Sample.java", "client/acme/sensor/bus/SensorClient.java",
            "client/acme/sensor/bus/SensorSimAttributes.java", "Makefile"}) {
            assertThat(dir.resolve("out").resolve(file)).exists();
        }
    }

    @Test
    void everyFolderAndPageThatItLinksIsThere() throws IOException {
        Matcher link = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(Home.ROOT.resolve("README.md")));
        int links = 0;
        while (link.find()) {
            assertThat(Home.ROOT.resolve(link.group(1))).exists();
            links++;
        }
        assertThat(links).isGreaterThan(5);
    }
}
