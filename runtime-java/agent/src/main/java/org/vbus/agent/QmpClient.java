// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * QEMU's monitor, QMP: an object of JSON in each line, in either direction. One thread asks and listens; any may {@link #close()}, which ends what
 * that one waits for. What is not QMP is an {@link IOException}, as is a line without end.
 */
final class QmpClient implements AutoCloseable {
    private static final int LONGEST = 1 << 20;

    private final SocketChannel channel;
    private final InputStream in;
    private final Consumer<String> events;
    private long last;

    private QmpClient(SocketChannel channel, Consumer<String> events) {
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
        this.events = events;
    }

    /**
     * Connects. Nothing is said yet.
     *
     * @param events gets the names of events, in the thread that asks or listens
     * @throws IOException when nobody listens there
     */
    static QmpClient connect(Path path, Consumer<String> events) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        return new QmpClient(channel, events);
    }

    /** Waits for QEMU to be ready, and makes it take commands. */
    void begin() throws IOException, QmpException {
        if (!receive().has("QMP")) {
            throw new IOException("the monitor does not speak QMP");
        }
        execute("qmp_capabilities", new JsonObject());
    }

    /**
     * Runs a command.
     *
     * @param arguments empty, if it has none
     * @return what it answers
     * @throws QmpException when QEMU refuses it
     * @throws EOFException when QEMU has gone
     */
    JsonElement execute(String command, JsonObject arguments) throws IOException, QmpException {
        long id = ++last;
        JsonObject request = new JsonObject();
        request.addProperty("execute", command);
        if (!arguments.isEmpty()) {
            request.add("arguments", arguments);
        }
        request.addProperty("id", id);
        send(request);
        while (true) {
            JsonObject message = receive();
            if (message.has("event")) {
                events.accept(text(message, "event"));
            } else if (message.has("id") && text(message, "id").equals(Long.toString(id))) {
                return answer(command, message);
            }
        }
    }

    private static JsonElement answer(String command, JsonObject message) throws IOException, QmpException {
        if (message.has("return")) {
            return message.get("return");
        }
        if (message.get("error") instanceof JsonObject error) {
            throw new QmpException(command, text(error, "class"), text(error, "desc"));
        }
        throw new IOException("the monitor's answer to " + command + " is none");
    }

    /** Hears of events until QEMU has gone. */
    void listen() throws IOException {
        while (true) {
            JsonObject message = receive();
            if (message.has("event")) {
                events.accept(text(message, "event"));
            }
        }
    }

    private static String text(JsonObject object, String member) throws IOException {
        if (object.get(member) instanceof JsonElement value && value.isJsonPrimitive()) {
            return value.getAsString();
        }
        throw new IOException("the monitor says '" + member + "' without a value");
    }

    private void send(JsonObject message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((message + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private JsonObject receive() throws IOException {
        String line = line();
        try {
            if (JsonParser.parseString(line) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException e) {
            throw new IOException("the monitor sends what is no JSON: " + e.getMessage(), e);
        }
        throw new IOException("the monitor sends what is no object");
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < LONGEST) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("QEMU has closed its monitor");
            }
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(next);
        }
        throw new IOException("the monitor sends a line of more than " + LONGEST + " bytes");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
