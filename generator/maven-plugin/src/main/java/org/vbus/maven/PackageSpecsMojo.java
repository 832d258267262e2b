// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Puts the specs into the project's jar, below {@code META-INF/vbus}: who depends on the jar can import their packages. {@code generate} does it too. */
@Mojo(name = "package-specs", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public class PackageSpecsMojo extends SpecMojo {
    @Override
    void run(SpecFiles specs) {
        SpecResource.add(project(), specs);
        int count = specs.find().size();
        getLog().info("vbus: " + count + (count == 1 ? " spec goes" : " specs go") + " into " + SpecResource.FOLDER);
    }
}
