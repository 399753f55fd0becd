package dev.lifeboat.orm.type;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Objects;

/**
 * An internet address with the length of its network's prefix: {@code inet}, and {@code cidr} where the component says
 * {@code @Column(type = "cidr")}.
 *
 * @param prefix bits of the network; 32 or 128 for a single host
 */
public record Inet(InetAddress address, int prefix) {
    /** @throws IllegalArgumentException when the address has fewer bits than the prefix */
    public Inet {
        Objects.requireNonNull(address, "address");
        if (prefix < 0 || prefix > bits(address)) {
            throw new IllegalArgumentException("a prefix of this address has 0 to " + bits(address) + " bits");
        }
    }

    /** A single host. */
    public static Inet host(InetAddress address) {
        return new Inet(address, bits(address));
    }

    /**
     * Reads {@code 10.0.0.1}, {@code 10.0.0.0/8}, {@code 2001:db8::1/64}; names are not looked up.
     *
     * @throws IllegalArgumentException when it is none, or an IPv4 address in the form of IPv6, which Java cannot hold
     */
    public static Inet of(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = InetAddress.ofLiteral(host);
        if (address instanceof Inet4Address && host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("Java has no IPv6 form of an IPv4 address");
        }
        return slash < 0 ? host(address) : new Inet(address, Integer.parseInt(text.substring(slash + 1)));
    }

    /** Whether it is one address and no network. */
    public boolean isHost() {
        return prefix == bits(address);
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * 8;
    }

    /** As PostgreSQL reads it. */
    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
