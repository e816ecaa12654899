using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using NetGen.Import.Onnx;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Onnx;

/// <summary>
/// ONNX's own backend tests, as Debian packs them (libonnx-testdata): what can be imported computes what they say, and the rest is refused by its
/// operator's name. A list says which is which.
/// </summary>
public sealed class BackendTests
{
    private const string Computed = "computed";
    private const string Broken = "broken";

    /// <summary>
    /// What becomes of each case: "computed", or which operator or part of the graph stands in the way first. NETGEN_BACKEND_UPDATE=1 writes it anew, for
    /// whoever has seen to it that each change is meant.
    /// </summary>
    private static readonly string List = Path.Combine(Source(), "BackendCases.txt");

    [BackendTheory]
    [InlineData("pytorch-converted")]
    [InlineData("pytorch-operator")]
    [InlineData("simple")]
    [InlineData("node")]
    public void A_case_is_computed_or_refused_by_name_as_the_list_says(string group)
    {
        var failures = new List<string>();
        var outcomes = new List<string>();
        var imported = new List<(BackendTestCase Test, ImportedNetwork Network)>();
        foreach (BackendTestCase test in BackendTestCase.Of(group))
        {
            try
            {
                outcomes.Add($"{test.Name} {Outcome(test, imported)}");
            }
            catch (Exception exception)
            {
                failures.Add($"{test.Name}: {exception.GetType().Name} {exception.Message}");
            }
        }

        IReadOnlyList<INetwork> networks = ImportedClass.CreateAll([.. imported.Select(one => one.Network)]);
        foreach (((BackendTestCase test, ImportedNetwork network), INetwork made) in imported.Zip(networks))
        {
            try
            {
                Compare(test, network, made);
            }
            catch (Exception exception)
            {
                failures.Add($"{test.Name}: {exception.GetType().Name} {exception.Message}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        string[] listed = File.Exists(List) ? File.ReadAllLines(List) : [];
        if (Environment.GetEnvironmentVariable("NETGEN_BACKEND_UPDATE") == "1")
        {
            IEnumerable<string> others = listed.Where(line => !line.StartsWith(group + "/", StringComparison.Ordinal));
            File.WriteAllLines(List, others.Concat(outcomes).Order(StringComparer.Ordinal));
            return;
        }

        Assert.Equal(listed.Where(line => line.StartsWith(group + "/", StringComparison.Ordinal)), outcomes.Order(StringComparer.Ordinal));
    }

    /// <summary>What every importer of small CNNs must compute; the list may not lose it.</summary>
    [Theory]
    [InlineData("pytorch-converted",
        "Conv2d Conv2d_no_bias Conv2d_strided Conv2d_dilated Conv2d_padding Conv2d_depthwise Conv2d_depthwise_padded Conv2d_depthwise_strided "
        + "Conv2d_depthwise_with_multiplier Conv2d_groups Linear Linear_no_bias MaxPool2d AvgPool2d AvgPool2d_stride ReLU Sigmoid Tanh ELU SELU LeakyReLU "
        + "LeakyReLU_with_negval Softplus Softsign Softmax ZeroPad2d BatchNorm2d_eval")]
    [InlineData("node",
        "basic_conv_without_padding basic_conv_with_padding conv_with_strides_no_padding conv_with_strides_padding conv_with_strides_and_asymmetric_padding "
        + "conv_with_autopad_same maxpool_2d_default maxpool_2d_strides maxpool_2d_same_upper maxpool_2d_same_lower maxpool_2d_pads maxpool_2d_precomputed_pads "
        + "maxpool_2d_precomputed_strides maxpool_2d_precomputed_same_upper averagepool_2d_default averagepool_2d_strides averagepool_2d_same_upper "
        + "averagepool_2d_precomputed_same_upper averagepool_2d_precomputed_strides averagepool_2d_pads averagepool_2d_pads_count_include_pad "
        + "averagepool_2d_precomputed_pads averagepool_2d_precomputed_pads_count_include_pad")]
    [InlineData("node",
        "gemm_default_vector_bias gemm_default_no_bias gemm_default_scalar_bias gemm_default_single_elem_vector_bias gemm_default_zero_bias gemm_transposeB gemm_alpha "
        + "gemm_beta matmul_2d flatten_axis1 reshape_reduced_dims softmax_axis_1 softmax_negative_axis softmax_large_number identity dropout_default "
        + "dropout_default_ratio dropout_default_mask dropout_default_mask_ratio relu sigmoid sigmoid_example tanh tanh_example elu elu_default elu_example selu "
        + "selu_default selu_example leakyrelu leakyrelu_default leakyrelu_example softplus softplus_example batchnorm_epsilon batchnorm_example "
        + "globalaveragepool globalaveragepool_precomputed globalmaxpool globalmaxpool_precomputed add")]
    [InlineData("node",
        "concat_1d_axis_0 concat_1d_axis_negative_1 concat_2d_axis_0 concat_2d_axis_1 concat_2d_axis_negative_1 concat_2d_axis_negative_2 concat_3d_axis_0 concat_3d_axis_1 "
        + "concat_3d_axis_2 concat_3d_axis_negative_1 concat_3d_axis_negative_2 concat_3d_axis_negative_3")]
    public void The_list_has_what_every_importer_must_compute(string group, string names)
    {
        string[] computed = File.ReadAllLines(List);
        Assert.All(names.Split(' '), name => Assert.Contains($"{group}/test_{name} {Computed}", computed));
    }

    private static string Outcome(BackendTestCase test, List<(BackendTestCase Test, ImportedNetwork Network)> imported)
    {
        try
        {
            imported.Add((test, test.Import()));
            return Computed;
        }
        catch (UnsupportedModelException refusal)
        {
            Assert.True(test.Kinds.Any(name => refusal.Message.Contains(name, StringComparison.Ordinal)), $"No operator is named: {refusal.Message}");
            return refusal.Obstacles[0].Operator;
        }
        catch (InvalidDataException)
        {
            return Broken;
        }
    }

    private static string Source([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static void Compare(BackendTestCase test, ImportedNetwork imported, INetwork network)
    {
        // What is rounded to 16 bits there stays as it is here.
        double tolerance = test.OutputType switch { OnnxElements.Half => 1e-3, OnnxElements.BrainFloat => 1e-2, _ => 1e-5 };
        float[] got = ImportedClass.Predict(network, FileLayout.ToNetwork(imported, test.Input()));
        float[] expected = FileLayout.FromFile(imported, test.Output());
        Assert.Equal(expected.Length, got.Length);
        Assert.All(expected.Zip(got).Where(pair => !float.IsFinite(pair.First)), pair => Assert.Equal(pair.First, pair.Second));
        Closeness.Holds(test.Name, [.. expected.Where(float.IsFinite)], [.. got.Where((_, i) => float.IsFinite(expected[i]))], tolerance);
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
