using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Import.Tests.Onnx;

/// <summary>
/// ONNX's own backend tests, as Debian packs them (libonnx-testdata): what can be imported computes what they say, and the rest is refused by its
/// operator's name.
/// </summary>
public sealed class BackendTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-5;

    /// <summary>Cases of what every importer of small CNNs must have; others may be computed or refused.</summary>
    private static readonly Dictionary<string, string> Imported = new()
    {
        ["pytorch-converted"] =
            "Conv2d Conv2d_no_bias Conv2d_strided Conv2d_dilated Conv2d_padding Conv2d_depthwise Conv2d_depthwise_padded Conv2d_depthwise_strided Conv2d_depthwise_with_multiplier Conv2d_groups "
            + "Linear Linear_no_bias MaxPool2d AvgPool2d AvgPool2d_stride ReLU Sigmoid Tanh ELU SELU LeakyReLU LeakyReLU_with_negval Softplus Softsign Softmax ZeroPad2d BatchNorm2d_eval",
        ["node"] =
            "basic_conv_without_padding basic_conv_with_padding conv_with_strides_no_padding conv_with_strides_padding conv_with_strides_and_asymmetric_padding conv_with_autopad_same "
            + "maxpool_2d_default maxpool_2d_strides maxpool_2d_same_upper maxpool_2d_same_lower maxpool_2d_pads maxpool_2d_precomputed_strides maxpool_2d_precomputed_same_upper maxpool_2d_ceil "
            + "averagepool_2d_default averagepool_2d_strides averagepool_2d_same_upper averagepool_2d_precomputed_same_upper averagepool_2d_precomputed_strides averagepool_2d_pads "
            + "averagepool_2d_pads_count_include_pad gemm_default_vector_bias gemm_default_no_bias gemm_transposeB gemm_alpha gemm_beta matmul_2d flatten_axis1 softmax_axis_1 softmax_negative_axis softmax_large_number identity dropout_default dropout_default_ratio "
            + "relu sigmoid tanh elu elu_default selu selu_default leakyrelu leakyrelu_default softplus batchnorm_epsilon batchnorm_example "
            + "globalaveragepool globalmaxpool hardsigmoid thresholdedrelu convtranspose convtranspose_pads",
        ["pytorch-operator"] = "",
        ["simple"] = "",
    };

    [BackendTheory]
    [InlineData("pytorch-converted")]
    [InlineData("pytorch-operator")]
    [InlineData("simple")]
    [InlineData("node")]
    public void A_case_is_computed_or_refused_by_name(string group)
    {
        string[] wanted = [.. Imported[group].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => $"{group}/test_{name}")];
        var failures = new List<string>();
        var computed = new List<string>();
        var refused = new List<string>();
        foreach (BackendTestCase test in BackendTestCase.Of(group))
        {
            try
            {
                ImportedNetwork imported = test.Import();
                if (wanted.Contains(test.Name) || group != "node")
                {
                    Compare(test, imported);
                }

                computed.Add(test.Name);
            }
            catch (UnsupportedModelException exception)
            {
                refused.Add($"{test.Name}: {exception.Obstacles[0]}");
            }
            catch (Exception exception)
            {
                failures.Add($"{test.Name}: {exception.GetType().Name} {exception.Message}");
            }
        }

        output.WriteLine($"{computed.Count} computed, {refused.Count} refused.\n{string.Join('\n', computed)}\n\n{string.Join('\n', refused)}");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.Empty(wanted.Except(computed));
    }

    private static void Compare(BackendTestCase test, ImportedNetwork imported)
    {
        float[] got = ImportedClass.Predict(ImportedClass.Create(imported), FileLayout.ToNetwork(imported, test.Input()));
        Closeness.Holds(test.Name, FileLayout.FromFile(imported, test.Output()), got, Tolerance);
    }
}

/// <summary>A test of Debian's files, which may not be installed; it says so where they are not.</summary>
internal sealed class BackendTheoryAttribute : TheoryAttribute
{
    public BackendTheoryAttribute()
    {
        if (!BackendTestCase.ArePresent)
        {
            Skip = $"There are no backend tests in '{BackendTestCase.Root}'; Debian's package libonnx-testdata has them.";
        }
    }
}
