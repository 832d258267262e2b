// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.List;
import org.vbus.model.type.Body;

/** A body that lies as in C on every machine that was measured. */
record Shape(Body body, List<Mapping.Path> paths) { }
