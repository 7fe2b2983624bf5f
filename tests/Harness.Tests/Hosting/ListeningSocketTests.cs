using RunScope.Testing.Hosting.Readiness;

namespace RunScope.Testing.Tests.Hosting;

public class ListeningSocketTests
{
    // Captured from /proc/self/net/tcp and tcp6 of a 6.1 kernel on x86-64: listening on 127.0.0.1:46613, a connection, listening on [::1]:8080 and [::]:22.
    private const string Tcp = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:B615 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 23817 1 0000000000000000 100 0 0 10 0
           1: 0100007F:B615 0100007F:D2F0 01 00000000:00000000 00:00000000 00000000  1000        0 23900 1 0000000000000000 20 4 30 10 -1

        """;

    private const string Tcp6 = """
          sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 99 1 0000000000000000 100 0 0 10 0
           1: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 18446744073709551615 1 0000000000000000 100 0 0 10 0

        """;

    [Fact]
    public void Sockets_that_listen_are_read_and_connections_are_none()
    {
        var socket = ListeningSocket.Parse(Tcp).ShouldHaveSingleItem();

        socket.ToString().ShouldBe("127.0.0.1:46613");
        socket.Inode.ShouldBe(23817ul);
    }

    [Fact]
    public void Addresses_of_IPv6_are_read_word_by_word() =>
        ListeningSocket.Parse(Tcp6).Select(s => s.ToString()).ShouldBe(["[::1]:8080", "[::]:22"]);

    [Theory]
    [InlineData("")]
    [InlineData("header only\n")]
    [InlineData("header\n 0: 0100007F:B615\n 1: xyz:1 0 0A 0 0 0 0 0 0 1\n 2: 0100007F:GGGG 0 0A 0 0 0 0 0 1 1\n")]
    public void What_is_no_line_of_the_table_is_no_socket(string table) => ListeningSocket.Parse(table).ShouldBeEmpty();
}
