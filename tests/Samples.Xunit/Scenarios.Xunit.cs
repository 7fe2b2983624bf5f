using RunScope.Testing;
using Xunit.Abstractions;

namespace Samples;

public sealed partial class Scenarios(ITestOutputHelper output) : IDisposable
{
    public void Dispose() => _folder.Delete(recursive: true);

    [ProfileProcess(CommandFrom = nameof(SleepFromProperty))]
    public void Is_given_its_profile(ProcessProfile profile)
    {
        output.WriteLine($"the user's own output, exit code {profile.ExitCode}");
        Assert.Equal(0, profile.ExitCode);
        Assert.Equal("sleep", profile.Target.Name);
    }

    [ProfileProcess("sleep", "0.1")]
    public void Fails_in_its_body(ProcessProfile profile) => Assert.Equal(42, profile.ExitCode);
}
