using System.Runtime.Versioning;
using RunScope.Testing.Hosting;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>Files and links that somebody planted in the shared temporary folder, under the names that we use there.</summary>
[SupportedOSPlatform("linux")]
public sealed class PlantedFilesTests : IDisposable
{
    private readonly TemporaryFolder _outside = new();
    private readonly TemporaryFolder _folder = new();

    public PlantedFilesTests() => File.WriteAllText(Precious, "mine");

    private string Precious => Path.Combine(_outside.Path, PrivateSocket.Name);

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public void A_link_that_is_named_like_the_socket_folder_of_a_dead_maker_has_nothing_removed_behind_it()
    {
        var parts = SocketFolder.Prefix.Split('-');
        var dead = Directory.CreateDirectory(Path.Combine(_folder.Path, $"{parts[0]}-{parts[1]}-{parts[2]}-1-abcdef")).FullName;
        var link = Path.Combine(_folder.Path, $"{parts[0]}-{parts[1]}-{parts[2]}-1-planted");
        File.WriteAllText(Path.Combine(dead, PrivateSocket.Name), "");
        Directory.CreateSymbolicLink(link, _outside.Path);

        SocketFolder.RemoveLeftovers(_folder.Path);

        Directory.Exists(dead).ShouldBeFalse();
        new DirectoryInfo(link).LinkTarget.ShouldBe(_outside.Path);
        File.ReadAllText(Precious).ShouldBe("mine");
    }

    [NeedsRootFact]
    public async Task A_socket_folder_of_another_user_is_left_alone()
    {
        var parts = SocketFolder.Prefix.Split('-');
        var theirs = Directory.CreateDirectory(Path.Combine(_folder.Path, $"{parts[0]}-{parts[1]}-{parts[2]}-1-theirs")).FullName;
        File.WriteAllText(Path.Combine(theirs, PrivateSocket.Name), "");
        await RunAsync("chown", "12345", theirs);

        SocketFolder.RemoveLeftovers(_folder.Path);

        File.Exists(Path.Combine(theirs, PrivateSocket.Name)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_lock_file_that_is_another_name_of_a_file_is_refused_and_nothing_is_written_into_it()
    {
        var path = Path.Combine(_folder.Path, "runscope.lock");
        await RunAsync("ln", Precious, path);

        ShouldBeRefused(path);

        File.ReadAllText(Precious).ShouldBe("mine");
    }

    [Fact]
    public async Task A_pipe_in_the_place_of_the_lock_file_is_refused_and_nobody_waits_for_it()
    {
        var path = Path.Combine(_folder.Path, "runscope.lock");
        await RunAsync("mkfifo", path);

        await Task.Run(() => ShouldBeRefused(path)).Patiently();
    }

    private static void ShouldBeRefused(string path)
    {
        var error = Should.Throw<RunScopeException>(() => RunLockFile.Open([path], out _));

        error.Message.ShouldContain(path);
        error.Message.ShouldContain("set XDG_RUNTIME_DIR to a folder of your own");
    }

    private static async Task RunAsync(string program, params string[] arguments) => await CliWrap.Cli.Wrap(program).WithArguments(arguments).ExecuteAsync();
}
