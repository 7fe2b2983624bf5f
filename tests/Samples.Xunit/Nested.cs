using CliWrap;
using RunScope.Testing;

namespace Samples;

public class Nested
{
    [ProfileProcess(CommandFrom = nameof(DotNetTest), TimeLimit = "2m")]
    public void Profiles_dotnet_test_of_a_profiled_test(ProcessProfile profile)
    {
        Assert.Equal(0, profile.ExitCode);
        Assert.Contains(profile.Processes, p => p.Name == "sleep");
    }

    private static Command DotNetTest() =>
        Cli.Wrap("dotnet").WithArguments(["test", typeof(Nested).Assembly.Location, "--filter", "FullyQualifiedName=Samples.Scenarios.Passes"]);
}
