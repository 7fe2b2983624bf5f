using CliWrap;
using Xunit;
using Xunit.Sdk;

namespace RunScope.Testing.Xunit;

/// <summary>
/// Makes a method an xUnit test that starts a process, records where its threads spend their time, and holds the limits on the method against it.
/// </summary>
/// <remarks>
/// The command is named here, or in <see cref="CommandFrom"/>, or is what the method returns (a CliWrap <see cref="Command"/>). A method
/// may take a <see cref="ProcessProfile"/> (it is called when the process has ended), or a <see cref="RunningProcess"/> (it is called beside the process, which is
/// stopped when the method is over), and a <see cref="CancellationToken"/>; data attributes fill the other parameters. Profiled tests never run beside each other.
/// xUnit's own <see cref="FactAttribute.Timeout"/>, in milliseconds, is honoured beside <see cref="TimeLimit"/>: the shorter holds.
/// </remarks>
[XunitTestCaseDiscoverer("RunScope.Testing.Xunit.ProfiledTestDiscoverer", "RunScope.Testing.Xunit")]
[AttributeUsage(AttributeTargets.Method)]
public sealed partial class ProfileProcessAttribute : FactAttribute;
