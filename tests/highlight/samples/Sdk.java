package com.example.sdk;

import java.util.*;
import static java.util.stream.Collectors.toList;

/**
 * A client. {@code x < y} {@link Foo#bar(int)}
 * @param <T> the <b>type</b>
 * @return nothing
 */
@Deprecated(since = "1.0", forRemoval = true)
public final class Sdk<T extends Comparable<? super T>> extends Base<T> implements Runnable, AutoCloseable {
    private static final long serialVersionUID = 0xCAFE_BABEL;
    private final Map<String, List<int[]>> map = new HashMap<>(16, 0.75f);
    enum Color { RED("r"), GREEN { @Override void x() {} }; }
    record Point(int x, int y) { Point { if (x < 0) throw new IllegalArgumentException("neg: " + x); } }
    public Sdk(String apiKey, int... limits) throws IOException { super(apiKey); this.limits = limits; }
    @Override @SuppressWarnings({"unchecked", "raw"})
    public synchronized <R> Optional<R> create(final InvoiceCreateParams params, Function<T, R> fn) {
        // comment
        String text = """
            Text block "quoted" \t
            """ + 'c' + "\u00e9\n";
        for (int i = 0; i < 10 && !done; i++) { if (i % 2 == 0) continue; else break; }
        for (var e : map.entrySet()) System.out.println(e.getKey() + "=" + e.getValue().length);
        List<String> ids = client.invoices().list(params).stream().filter(i -> i.getAmount() > 1_000L).map(Invoice::getId).collect(toList());
        try (var in = new FileInputStream(path)) { in.read(); } catch (IOException | RuntimeException ex) { throw ex; } finally { }
        switch (color) { case RED -> run(); case GREEN: default: return null; }
        int x = a > b ? ~c : (d >>> 2) ^ 0b1010; double d = 1e-3 + .5; boolean ok = o instanceof Foo f && f.ok();
        return Optional.of((R) new Object() { @Override public String toString() { return null; } });
    }
}
