namespace RunScope.Testing.Tests;

public class ScreenshotTests(Pages pages) : IClassFixture<Pages>
{
    [Fact]
    public async Task Shots()
    {
        var folder = Environment.GetEnvironmentVariable("SHOTS");
        if (folder is null) return;
        foreach (var name in Pages.All)
        {
            foreach (var (kind, width, dark) in new[] { ("light", 1280, false), ("dark", 1280, true), ("phone", 360, false) })
            {
                await using var page = await pages.OpenAsync(name, width, dark);
                await page.PictureAsync(Path.Combine(folder, $"{name} {kind}.png"));
                if (kind == "light") await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.pdf"), await page.PrintAsync());
            }
        }
    }
}
