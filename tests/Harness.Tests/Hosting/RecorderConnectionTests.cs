using System.Net.Sockets;
using RunScope.Testing.Hosting;
using RunScope.Testing.Protocol;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

public sealed class RecorderConnectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_message_comes_through_whole()
    {
        using var host = await ConnectAsync(async recorder => await recorder.SendAsync(new byte[] { (byte)Message.PhaseMarked, 8, 0, 0, 0, 42, 0, 0, 0, 0, 0, 0, 0 }));

        var (kind, payload) = (await host.ReadAsync().Patiently())!.Value;

        kind.ShouldBe(Message.PhaseMarked);
        payload.Number().ShouldBe(42);
    }

    [Theory]
    [InlineData(0xff)]
    [InlineData(0x7f)]
    public async Task A_length_beyond_all_reason_ends_the_connection_instead_of_being_allocated(byte highest)
    {
        using var host = await ConnectAsync(async recorder => await recorder.SendAsync(new byte[] { (byte)Message.Recording, 0xff, 0xff, 0xff, highest }));

        await Should.ThrowAsync<InvalidDataException>(() => host.ReadAsync().Patiently());
    }

    public void Dispose() => _folder.Dispose();

    private async Task<RecorderConnection> ConnectAsync(Func<Socket, Task> speak)
    {
        var address = new UnixDomainSocketEndPoint(Path.Combine(_folder.Path, "socket"));
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(address);
        listener.Listen();
        using var recorder = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await recorder.ConnectAsync(address);
        await speak(recorder);
        return new RecorderConnection(await listener.AcceptAsync());
    }
}
