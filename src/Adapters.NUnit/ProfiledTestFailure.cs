using NUnit.Framework;

namespace RunScope.Testing.NUnit;

/// <summary>A failure in NUnit's own words: of any other exception it prints every property, a whole profile too.</summary>
internal sealed class ProfiledTestFailure(RunScopeException failure) : AssertionException(failure.Message)
{
    public override string? StackTrace => failure.StackTrace;
}
