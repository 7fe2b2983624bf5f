using RunScope.Testing.Hosting;

namespace RunScope.Testing.Tests.Hosting;

public class HostMachineTests
{
    [Fact]
    public void The_CPU_has_the_name_that_the_kernel_tells() =>
        HostMachine.CpuModel("processor\t: 0\nmodel\t\t: 106\nmodel name\t: Example CPU @ 2.0 GHz\n\n").ShouldBe("Example CPU @ 2.0 GHz");

    [Fact]
    public void A_CPU_without_a_name_is_told_by_its_numbers()
    {
        const string Core = "BogoMIPS\t: 50.00\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x3\nCPU part\t: 0xd0c\nCPU revision\t: 1\n\n";

        HostMachine.CpuModel($"processor\t: 0\n{Core}processor\t: 1\n{Core}").ShouldBe("CPU implementer 0x41, CPU variant 0x3, CPU part 0xd0c");
        HostMachine.CpuModel($"processor\t: 0\n{Core}processor\t: 1\n{Core.Replace("0xd0c", "0xd05")}")
            .ShouldBe("CPU implementer 0x41, CPU variant 0x3, CPU part 0xd05; CPU implementer 0x41, CPU variant 0x3, CPU part 0xd0c");
    }

    [Fact]
    public void A_CPU_of_which_nothing_is_told_is_unknown() => HostMachine.CpuModel("processor\t: 0\nhart\t: 1\n\n").ShouldBeNull();
}
