using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Execution;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Golden.Tests.Widths;

/// <summary>
/// How far predictions at other vector widths are from those at 256 bits, over the largest of them and by depth: before training, and after fifty steps. The
/// output of the test is the table in docs/reliability.md.
/// </summary>
public sealed class DepthTests(ITestOutputHelper output)
{
    /// <summary>Some roundings of 2^-24 in each of so many layers. What training makes of them has no bound.</summary>
    [Fact]
    public async Task Other_vector_widths_give_nearly_the_same_predictions_at_every_depth()
    {
        byte[] image = new NetworkCompilation { VectorBits = VectorForms.All }.Compile(DepthNumbers.Specs).Image;
        var lines = new Dictionary<EmittedForm, string[]>();
        foreach (EmittedForm form in VectorWidth.Available)
        {
            ChildResult child = await ChildProcess.RunAsync(Program.Depth, image, [], VectorWidth.Settings(form));
            Assert.True(child.ExitCode == 0, child.Errors);
            lines[form] = child.Output.Trim().Split('\n');
            Assert.Equal($"form: {form}", lines[form][0].Trim());
        }

        EmittedForm basis = lines.ContainsKey(EmittedForm.Vector256) ? EmittedForm.Vector256 : lines.Keys.First();
        for (int depth = 0; depth < DepthNumbers.Depths.Count; depth++)
        {
            foreach (EmittedForm form in lines.Keys.Where(form => form != basis))
            {
                double before = Difference(1 + (2 * depth));
                double after = Difference(2 + (2 * depth));
                output.WriteLine(FormattableString.Invariant($"{DepthNumbers.Depths[depth]} | {form} | {before:g2} | {after:g2}"));
                Assert.InRange(before, 0, 1e-6 * DepthNumbers.Depths[depth]);
                Assert.True(double.IsFinite(after));

                double Difference(int line)
                {
                    float[] numbers = DepthNumbers.Read(lines[basis][line]);
                    return numbers.Zip(DepthNumbers.Read(lines[form][line]), (a, b) => (double)Math.Abs(a - b)).Max() / numbers.Max(Math.Abs);
                }
            }
        }
    }
}
