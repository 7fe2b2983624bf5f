using RunScope.Testing.Files;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Reporting;

public class ExclusiveFileTests
{
    [Fact]
    public async Task A_file_that_somebody_has_open_is_waited_for()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "index.lock");
        Task opening;
        using (ExclusiveFile.Open(path))
        {
            opening = Task.Run(() => ExclusiveFile.Open(path).Dispose());
            await Task.Delay(100);
            opening.IsCompleted.ShouldBeFalse();
        }

        await opening;
    }
}
