using System.Collections.Immutable;
using System.Reflection;
using CliWrap;

namespace RunScope.Testing;

/// <summary>A decorated test method and what its signature asks for.</summary>
internal sealed partial class ProfiledMethod(MethodInfo method, Type testClass, IProfileDeclaration declaration)
{
    private const BindingFlags OwnMembers =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public MethodInfo Method { get; } = method;

    public Type TestClass { get; } = testClass;

    public IProfileDeclaration Declaration { get; } = declaration;

    public ParameterInfo[] Parameters { get; } = method.GetParameters();

    /// <summary>Whether the test's return value is what to profile; it has no body then.</summary>
    public bool ReturnsCommand => Method.ReturnType == typeof(Command);

    public bool WantsRunningProcess => Wants(typeof(RunningProcess));

    public bool WantsProfile => Wants(typeof(ProcessProfile));

    /// <summary>The limits on the method, its class and its assembly.</summary>
    public ImmutableArray<ProfileAssertionAttribute> Limits => Assertions.Limits.Of(Method, TestClass, Declaration.Threads, Declaration.Processes);

    /// <summary>How the test is held against a baseline: as the method, its class or its assembly says; null when it isn't.</summary>
    public NoRegressionAttribute? NoRegression => Assertions.NoRegressions.Of(Method, TestClass);

    /// <summary>Whether the harness fills a parameter of this type.</summary>
    public static bool IsInjected(Type type) =>
        type == typeof(ProcessProfile) || type == typeof(RunningProcess) || type == typeof(CancellationToken);

    /// <summary>The methods and property getters that CommandFrom may mean: those of the class that is run, else of the nearest one that it inherits from.</summary>
    public MethodInfo[] CommandMembers() => MembersNamed(Declaration.CommandFrom);

    /// <summary>Those that ReferenceFrom may mean, found alike.</summary>
    public MethodInfo[] ReferenceMembers() => MembersNamed(NoRegression?.ReferenceFrom);

    /// <summary>The method's arguments: what the harness injects by type, the values of the data row in order, defaults for the rest.</summary>
    public object?[] Fill(IReadOnlyList<object?> row, BodyValues values)
    {
        if (RowProblem(row.Count) is { } problem) throw new InvalidOperationException(problem);
        var arguments = Place(row);
        for (var i = 0; i < arguments.Length; i++)
        {
            var type = Parameters[i].ParameterType;
            arguments[i] =
                type == typeof(ProcessProfile) ? values.Profile
                : type == typeof(RunningProcess) ? values.Running
                : type == typeof(CancellationToken) ? values.CancellationToken
                : arguments[i];
        }

        return arguments;
    }

    private MethodInfo[] MembersNamed(string? name)
    {
        // Class by class: reflection hides a base class's private members from a derived one, which runs its tests all the same.
        for (var type = TestClass; type is not null; type = type.BaseType)
        {
            MethodInfo[] found =
            [
                .. type.GetMember(name ?? "", MemberTypes.Method | MemberTypes.Property, OwnMembers)
                    .Select(m => m as MethodInfo ?? ((PropertyInfo)m).GetMethod)
                    .OfType<MethodInfo>(),
            ];
            if (found.Length > 0) return found;
        }

        return [];
    }

    private bool Wants(Type type) => Parameters.Any(p => p.ParameterType == type);
}

/// <summary>What a test's body may be given.</summary>
/// <param name="Profile">The profile of the run that just ended; null beside a running process.</param>
/// <param name="Running">The process that runs; null when it has ended.</param>
/// <param name="CancellationToken">Cancelled when the run is cancelled, its time is up, or the process ends before the body.</param>
internal readonly record struct BodyValues(ProcessProfile? Profile, RunningProcess? Running, CancellationToken CancellationToken);
