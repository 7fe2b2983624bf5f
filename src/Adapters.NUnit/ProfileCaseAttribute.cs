namespace RunScope.Testing.NUnit;

/// <summary>A data row of a profiled test: values for the parameters that the harness doesn't fill, in order.</summary>
/// <remarks>NUnit's own TestCase insists on a value for every parameter, and refuses a test that returns its command.</remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ProfileCaseAttribute(params object?[]? arguments) : Attribute
{
    /// <summary>The values.</summary>
    public object?[] Arguments { get; } = arguments ?? [null];
}
