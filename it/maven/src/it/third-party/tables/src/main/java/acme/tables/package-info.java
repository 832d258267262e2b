// SPDX-License-Identifier: Apache-2.0
/** {@code tables/PACKAGE.md}: each struct of a spec as a table of names, offsets and sizes. */
package acme.tables;
