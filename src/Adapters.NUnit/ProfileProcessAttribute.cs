using CliWrap;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;

namespace RunScope.Testing.NUnit;

/// <summary>
/// Makes a method an NUnit test that starts a process, records where its threads spend their time, and holds the limits on the method against it.
/// </summary>
/// <remarks>
/// The command is named here, or in <see cref="CommandFrom"/>, or is what the method returns (a CliWrap <see cref="Command"/>). A method
/// may take a <see cref="ProcessProfile"/> (it is called when the process has ended), or a <see cref="RunningProcess"/> (it is called beside the process, which is
/// stopped when the method is over), and a <see cref="CancellationToken"/>;
/// <see cref="ProfileCaseAttribute"/> fills the other parameters. Profiled tests never run beside each other.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed partial class ProfileProcessAttribute : NUnitAttribute, ITestBuilder, IImplyFixture, IWrapTestMethod
{
    /// <inheritdoc/>
    public IEnumerable<TestMethod> BuildFrom(IMethodInfo method, Test? suite) => ProfiledCases.Build(this, method, suite);

    /// <inheritdoc/>
    public TestCommand Wrap(TestCommand command) => new ProfiledCommand(command, this);
}
