// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A new spelling is told from a new thing, whichever of the two names is the older one. */
class NamesTest {
    @ParameterizedTest
    @CsvSource({
        // more, or less, is said
        "value, value_micro", "START, START_NOW", "start, starting", "len, tx_len", "OPEN, OPEN_SESSION", "mode, power_save_mode_flags",
        // words are written out, left out, or joined
        "rx_len, rx_length", "buf_addr, buffer_address", "irq_cnt, irq_count", "rcv_buf, recv_buf", "cfg, config", "hw_addr, hwaddr", "GUEST_TSO, GUEST_TSO4",
        // most of it stays
        "rx_bytes_total, rx_octets_total", "get_mac_address, get_hw_address", "tx_ring, tx_queue", "version_major, ver_major",
        // other words for the same, in another order
        "DEL_RULE, REMOVE_RULE", "GET_MAC, READ_MAC", "GET_MAC, MAC", "tx_rx_ratio, rx_tx_ratio", "len_max, max_len",
        // mistakes
        "recieve, receive", "treshold, threshold", "colour, color"})
    void newSpellings(String one, String other) {
        assertThat(Names.alike(one, other)).as(one + " -> " + other).isTrue();
        assertThat(Names.alike(other, one)).as(other + " -> " + one).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // the opposite
        "GET_MAC, SET_MAC", "ADD_RULE, DEL_RULE", "ADD_RULE, REMOVE_RULE", "OPEN, CLOSE", "open_session, close_session", "START, STOP", "STARTED, STOPPED",
        "enable, disable", "enabled, disabled", "LINK_UP, LINK_DOWN", "tx_len, rx_len", "txlen, rxlen", "in_addr, out_addr", "input, output", "first_page, last_page",
        "min_depth, max_depth", "READ_BLOCK, WRITE_BLOCK", "map, unmap", "MAP_PAGE, UNMAP_PAGE", "connect, disconnect", "src_port, dst_port", "head, tail",
        "guest_mem, host_mem", "REQ_DONE, RESP_DONE", "lock, unlock", "start_addr, end_addr",
        // what is done is the same, with something else
        "GET_MAC, GET_LINK", "get_mac, get_mtu", "SET_LINK, SET_MTU", "get_mac_address, get_link_state",
        // most words are others
        "rx_frame_errors, rx_bytes_total", "power_state, power_supply_limit_max", "a_long_name, another_short_name",
        // one of several
        "GUEST_TSO4, GUEST_TSO6", "queue0, queue1", "x_pos, y_pos", "addr_0, addr_1", "a, b",
        // nothing at all
        "mac, mtu", "CSUM, GSO", "flags, offset"})
    void newThings(String one, String other) {
        assertThat(Names.alike(one, other)).as(one + " -> " + other).isFalse();
        assertThat(Names.alike(other, one)).as(other + " -> " + one).isFalse();
    }
}
