using System.Reflection;
using CliWrap;

namespace RunScope.Testing;

/// <summary>Makes the command that a declaration means. It is made afresh for every run, so that a member may prepare its input.</summary>
internal static class CommandSource
{
    /// <param name="test">The decorated method.</param>
    /// <param name="instance">The test class's instance; null when the test is static.</param>
    /// <param name="row">The values of the data row.</param>
    /// <param name="cancellationToken">For a test that takes one and returns its command.</param>
    public static Command Make(ProfiledMethod test, object? instance, IReadOnlyList<object?> row, CancellationToken cancellationToken)
    {
        var declaration = test.Declaration;
        return AsDeclared(
            test,
            test.ReturnsCommand ? Returned(test.Method, instance, test.Fill(row, new BodyValues(null, null, cancellationToken)))
            : declaration.CommandFrom is not null ? Returned(test.CommandMembers()[0], instance, row)
            : Cli.Wrap(declaration.FileName!).WithArguments(declaration.Arguments).WithWorkingDirectory(FolderOf(test)));
    }

    /// <summary>The command of the reference build: from ReferenceFrom, with the folder, the input and the variables that the test declares for both.</summary>
    /// <param name="test">The decorated method.</param>
    /// <param name="instance">The test class's instance; null when the test is static.</param>
    /// <param name="row">The values of the data row.</param>
    public static Command MakeReference(ProfiledMethod test, object? instance, IReadOnlyList<object?> row) =>
        AsDeclared(test, Returned(test.ReferenceMembers()[0], instance, row));

    private static Command AsDeclared(ProfiledMethod test, Command command)
    {
        var (declaration, folder) = (test.Declaration, FolderOf(test));
        if (declaration.WorkingDirectory is { } directory) command = command.WithWorkingDirectory(Path.Combine(folder, directory));
        if (declaration.StandardInputFile is { } input) command = command.WithStandardInputPipe(PipeSource.FromFile(InputFile(Path.Combine(folder, input))));
        if (declaration.Environment.Length > 0) command = command.WithEnvironmentVariables(WithDeclared(command, declaration));
        return command;
    }

    private static string FolderOf(ProfiledMethod test) => ReportFolder.AssemblyFolder(test.TestClass.Assembly);

    // CliWrap opens it when the process runs already, and that would have read an empty input.
    private static string InputFile(string path) => File.Exists(path)
        ? path
        : throw new WorkloadLaunchException($"Cannot give the process its standard input: there is no file {path}. Copy it to the output folder (CopyToOutputDirectory), or give StandardInputFile its full path.");

    private static Command Returned(MethodInfo member, object? instance, IReadOnlyList<object?> values)
    {
        var parameters = member.GetParameters();
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = i < values.Count ? values[i] : parameters[i].DefaultValue;

        var command = (Command?)member.Invoke(member.IsStatic ? null : instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        return command ?? throw new WorkloadLaunchException($"{member.DeclaringType?.Name}.{member.Name} gave null instead of a command.");
    }

    private static Dictionary<string, string?> WithDeclared(Command command, IProfileDeclaration declaration)
    {
        var variables = new Dictionary<string, string?>(command.EnvironmentVariables, StringComparer.Ordinal);
        foreach (var variable in declaration.Environment)
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            variables[variable[..equals]] = variable[(equals + 1)..];
        }

        return variables;
    }
}
