namespace RunScope.Testing.Tests;

/// <summary>A test that needs a browser, and says so where there is none.</summary>
internal sealed class NeedsBrowserFactAttribute : FactAttribute
{
    internal const string Reason = "needs Chromium on the PATH: apt-get install chromium";

    public NeedsBrowserFactAttribute() => Skip = Chromium.Browser.Program is null ? Reason : null;
}

/// <summary>The same for tests with data.</summary>
internal sealed class NeedsBrowserTheoryAttribute : TheoryAttribute
{
    public NeedsBrowserTheoryAttribute() => Skip = Chromium.Browser.Program is null ? NeedsBrowserFactAttribute.Reason : null;
}
