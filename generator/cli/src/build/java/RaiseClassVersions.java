// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Gives the classes of a jar that are older than Java 6 the form of Java 8. A JVM keeps no such class in its start-up cache, nor
 * what inherits from one: with EMF's and ANTLR's that is most of the compiler. Run by the build as a source file:
 * {@code java -cp asm… RaiseClassVersions.java JAR}.
 */
public final class RaiseClassVersions {
    private static final int VERSION_AT = 6;

    private RaiseClassVersions() { }

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path raised = Path.of(jar + ".raised");
        int count = 0;
        try (ZipFile in = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(raised));
                URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                boolean old = entry.getName().endsWith(".class") && version(bytes) < Opcodes.V1_6;
                copy(entry, old ? raised(bytes, classes) : bytes, out);
                count += old ? 1 : 0;
            }
        }
        Files.move(raised, jar, StandardCopyOption.REPLACE_EXISTING);
        System.out.println(count + " classes raised to the form of Java 8");
    }

    private static int version(byte[] bytes) {
        return (bytes[VERSION_AT] & 0xff) << 8 | bytes[VERSION_AT + 1] & 0xff;
    }

    private static void copy(ZipEntry entry, byte[] bytes, ZipOutputStream out) throws IOException {
        ZipEntry copy = new ZipEntry(entry.getName());
        // the same jar from the same sources
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        out.write(bytes);
        out.closeEntry();
    }

    private static byte[] raised(byte[] bytes, ClassLoader classes) {
        ClassWriter writer = new Writer(classes);
        new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
                super.visit(Opcodes.V1_8, access, name, signature, parent, interfaces);
            }

            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                // subroutines, which old compilers made of finally, are no longer allowed
                return new JSRInlinerAdapter(super.visitMethod(access, name, descriptor, signature, exceptions), access, name, descriptor,
                        signature, exceptions);
            }
        }, ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    /** Computes the stack maps that the newer form has, looking classes up in the jar itself. */
    private static final class Writer extends ClassWriter {
        private final ClassLoader classes;

        Writer(ClassLoader classes) {
            super(COMPUTE_FRAMES);
            this.classes = classes;
        }

        @Override
        protected ClassLoader getClassLoader() {
            return classes;
        }

        @Override
        protected String getCommonSuperClass(String one, String other) {
            try {
                return super.getCommonSuperClass(one, other);
            } catch (TypeNotPresentException | LinkageError e) {
                // of a library that is not in the jar, so the code cannot run either
                return "java/lang/Object";
            }
        }
    }
}
