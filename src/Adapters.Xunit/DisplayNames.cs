using Xunit.Abstractions;

namespace RunScope.Testing.Xunit;

/// <summary>Names of cases: xUnit shows a parameter that no data row fills as "profile: ???".</summary>
internal static class DisplayNames
{
    /// <summary>A name that xUnit made, without the parameters that the harness fills.</summary>
    public static string WithoutInjected(IMethodInfo method, string displayName)
    {
        foreach (var parameter in method.GetParameters().Where(p => ProfiledMethod.IsInjected(p.ParameterType.ToRuntimeType())))
        {
            displayName = displayName
                .Replace($", {parameter.Name}: ???", "", StringComparison.Ordinal)
                .Replace($"({parameter.Name}: ???)", "", StringComparison.Ordinal);
        }

        return displayName;
    }
}
