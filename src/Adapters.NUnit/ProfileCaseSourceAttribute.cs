namespace RunScope.Testing.NUnit;

/// <summary>Data rows of a profiled test from a member: values for the parameters that the harness doesn't fill, in order.</summary>
/// <remarks>
/// The member is a static field, property, or method without parameters that can be enumerated. Each item is one row: an <c>object[]</c> of its values, an NUnit
/// <c>TestCaseData</c> (its name, categories, properties and run state are kept), or, for a test with one such parameter, the value itself. NUnit's own
/// TestCaseSource insists on a value for every parameter, and refuses a test that returns its command.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ProfileCaseSourceAttribute : Attribute
{
    /// <summary>Rows from a member of the test class.</summary>
    /// <param name="sourceName">The member's name: write <c>nameof(Member)</c>.</param>
    public ProfileCaseSourceAttribute(string sourceName) => SourceName = sourceName;

    /// <summary>Rows from a member of another class.</summary>
    /// <param name="sourceType">The class.</param>
    /// <param name="sourceName">The member's name: write <c>nameof(Class.Member)</c>.</param>
    public ProfileCaseSourceAttribute(Type sourceType, string sourceName) => (SourceType, SourceName) = (sourceType, sourceName);

    /// <summary>The class that has the member; null when it is the test's own.</summary>
    public Type? SourceType { get; }

    /// <summary>The member's name.</summary>
    public string SourceName { get; }
}
