using RunScope.Testing.Hosting;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

public sealed class RecorderProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_native_recorder_is_taken_first_and_the_managed_one_is_what_it_gives_way_to()
    {
        AddNative();
        AddManaged();

        RecorderProgram.Find([_folder.Path], "/usr/bin/dotnet").Select(p => p.IsNative).ShouldBe([true, false]);
    }

    [Fact]
    public void Without_a_runtime_on_the_machine_the_native_recorder_alone_will_do()
    {
        AddNative();
        AddManaged();

        RecorderProgram.Find([_folder.Path], dotnet: null).Single().IsNative.ShouldBeTrue();
    }

    [Fact]
    public void Without_a_runtime_and_a_native_recorder_the_runtime_is_asked_for()
    {
        AddManaged();

        Should.Throw<ProfilingUnavailableException>(() => RecorderProgram.Find([_folder.Path], dotnet: null)).Message.ShouldContain("Install the runtime, or set DOTNET_ROOT");
    }

    [Fact]
    public void Without_any_recorder_the_folders_are_named() =>
        Should.Throw<ProfilingUnavailableException>(() => RecorderProgram.Find([_folder.Path], "/usr/bin/dotnet")).Message.ShouldContain($"Looked in {_folder.Path}.");

    private void AddNative()
    {
        var program = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "recorder-native")).FullName, "RunScope.Testing.Recorder");
        File.WriteAllText(program, "");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private void AddManaged()
    {
        var dll = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "recorder")).FullName, "RunScope.Testing.Recorder.dll");
        File.WriteAllText(dll, "");
        File.WriteAllText(Path.ChangeExtension(dll, ".runtimeconfig.json"), "{}");
    }
}
