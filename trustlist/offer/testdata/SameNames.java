// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;

/** Reads two names in hexadecimal from each line and tells whether X500Principal takes them for the same. */
public class SameNames {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        HexFormat hex = HexFormat.of();
        for (String line; (line = in.readLine()) != null; ) {
            String[] names = line.split(" ");
            System.out.println(new X500Principal(hex.parseHex(names[0])).equals(new X500Principal(hex.parseHex(names[1]))));
        }
    }
}
