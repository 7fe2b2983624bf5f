using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using RunScope.Testing.Configuration;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

[SuppressMessage("Interoperability", "CA1416", Justification = "For Linux alone.")]
public sealed class ConfigurationFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "runscope.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_everybody_may_write_is_refused_with_the_remedy()
    {
        Write(File);
        System.IO.File.SetUnixFileMode(File, (UnixFileMode)0x1b6);

        Problem().ShouldBe($"{File} can be written by every user, so it is not obeyed: take the permission away (chmod o-w {File}).");
    }

    [NeedsRootFact]
    public void A_file_of_another_user_is_refused()
    {
        Write(File);
        Run("chown", "65534", File);

        Problem().ShouldStartWith($"{File}, which belongs to another user (ID 65534), is not obeyed");
    }

    [NeedsRootFact]
    public void A_file_of_the_owner_of_the_tests_is_obeyed_because_their_code_is_too()
    {
        Write(File);
        Run("chown", "65534", File);
        Run("chown", "65534", _folder.Path);

        ConfigurationFile.TryRead(File, _folder.Path, out _, out var problem).ShouldBeTrue(problem);
        ConfigurationFile.TryRead(File, null, out _, out _).ShouldBeFalse();
    }

    [NeedsRootFact]
    public void A_link_to_a_file_of_another_user_is_refused_and_so_is_a_link_of_another_user()
    {
        var target = Path.Combine(_folder.Path, "elsewhere.json");
        Write(target);
        System.IO.File.CreateSymbolicLink(File, target);
        ConfigurationFile.TryRead(File, null, out _, out var problem).ShouldBeTrue(problem);

        Run("chown", "65534", target);
        Problem().ShouldContain("which belongs to another user");
        Run("chown", "0", target);
        Run("chown", "-h", "65534", File);
        Problem().ShouldContain("which belongs to another user");
    }

    [Fact]
    public void A_link_to_a_file_that_everybody_may_write_is_refused()
    {
        var target = Path.Combine(_folder.Path, "elsewhere.json");
        Write(target);
        System.IO.File.SetUnixFileMode(target, (UnixFileMode)0x1b6);
        System.IO.File.CreateSymbolicLink(File, target);

        Problem().ShouldContain("can be written by every user");
    }

    [Fact]
    public void What_is_no_file_is_refused_and_waits_for_nobody()
    {
        Run("mkfifo", File);
        Problem().ShouldBe($"{File} is no regular file: put a JSON file there, or remove it.");
        System.IO.File.Delete(File);
        Directory.CreateDirectory(File);
        Problem().ShouldBe($"{File} is no regular file: put a JSON file there, or remove it.");
        Directory.Delete(File);
        System.IO.File.CreateSymbolicLink(File, "/no/such/file");
        Problem().ShouldBe($"{File} can't be opened (ENOENT): make it readable for this user, or remove it.");
    }

    [Fact]
    public void A_file_without_an_end_is_refused()
    {
        System.IO.File.WriteAllBytes(File, new byte[(1 << 20) + 1]);

        Problem().ShouldContain("larger than 1 MiB");
    }

    [NeedsRootFact]
    public void A_file_that_another_user_put_into_a_shared_folder_stops_nobody_below_it()
    {
        var project = Directory.CreateDirectory(Path.Combine(_folder.Path, "shared", "project")).FullName;
        var planted = Path.Combine(_folder.Path, "shared", "runscope.json");
        Write(planted);
        Run("chmod", "1777", Path.GetDirectoryName(planted)!);
        Run("chown", "65534", planted);

        Found(project, null).ShouldNotBe(planted);

        // One's own counts there, and so does that of the owner of the tests.
        Run("chown", "65534", project);
        Found(project, project).ShouldBe(planted);
        Run("chown", "0", planted);
        Found(project, null).ShouldBe(planted);
    }

    [NeedsRootFact]
    public void Above_a_shared_folder_the_search_goes_on()
    {
        var project = Directory.CreateDirectory(Path.Combine(_folder.Path, "shared", "project")).FullName;
        Write(File);
        Run("chmod", "1777", Path.GetDirectoryName(project)!);
        Run("mkfifo", Path.Combine(_folder.Path, "shared", "runscope.json"));
        Run("chown", "65534", Path.Combine(_folder.Path, "shared", "runscope.json"));

        Found(project, null).ShouldBe(File);
    }

    private static void Write(string path) => System.IO.File.WriteAllText(path, "{ \"runs\": 2 }");

    private static string? Found(string folder, string? trusted) => ConfigurationFile.Find(folder, trusted);

    private string Problem()
    {
        Found(_folder.Path, null).ShouldBe(File);
        ConfigurationFile.TryRead(File, null, out _, out var problem).ShouldBeFalse();
        return problem!;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
