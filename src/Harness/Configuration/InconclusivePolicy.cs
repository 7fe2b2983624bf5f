namespace RunScope.Testing.Configuration;

/// <summary>What a verdict that isn't sure does to a test.</summary>
internal enum InconclusivePolicy
{
    /// <summary>The test passes and its output says so: the default.</summary>
    Warn,

    /// <summary>The test fails.</summary>
    Fail,

    /// <summary>The test passes.</summary>
    Pass,
}
