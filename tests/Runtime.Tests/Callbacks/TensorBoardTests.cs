using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Callbacks;

/// <summary>What the callback wrote, read again by the formats' definitions.</summary>
public class TensorBoardTests
{
    [Fact]
    public void The_checksum_is_Castagnolis()
    {
        // The check value of CRC-32C, and the reader's own checksum that the files are read with.
        Assert.Equal(0xE3069283, EventReader.Checksum("123456789"u8));
        Assert.Equal(unchecked(((0xE3069283u >> 15) | (0xE3069283u << 17)) + 0xA282EAD8), RecordFormat.MaskedChecksum("123456789"u8));
    }

    [Fact]
    public void Figures_of_a_fit_are_there_by_Keras_tags()
    {
        using var folder = new TemporaryFolder();
        History history = Fit(new TensorBoard(folder.Path));
        List<EventRecord> train = EventReader.Read(OnlyFile(folder["train"]));
        Assert.Equal("brain.Event:2", train[0].FileVersion);
        AssertScalars(train, "epoch_loss", history["loss"]);
        AssertScalars(train, "epoch_accuracy", history["accuracy"]);
        AssertScalars(train, "epoch_learning_rate", [0.01, 0.01, 0.01]);
        Assert.Equal(1 + (3 * 3), train.Count);

        List<EventRecord> validation = EventReader.Read(OnlyFile(folder["validation"]));
        AssertScalars(validation, "epoch_loss", history["val_loss"]);
        AssertScalars(validation, "epoch_accuracy", history["val_accuracy"]);
        Assert.All(train, record => Assert.InRange(record.WallTime, 1.7e9, 1e10));
    }

    [Fact]
    public void Figures_of_batches_are_there_when_asked_for()
    {
        using var folder = new TemporaryFolder();
        Fit(new TensorBoard(folder.Path, updateFrequency: 2));
        long[] steps = [.. EventReader.Read(OnlyFile(folder["train"])).Where(record => record.Tag == "batch_loss").Select(record => record.Step)];
        Assert.Equal([2, 4, 6, 8, 10, 12], steps);
    }

    [Fact]
    public void Histograms_count_all_weights_where_they_lie()
    {
        using var folder = new TemporaryFolder();
        var network = new LinearNetwork(2, [3]);
        var driver = new CallbackDriver(new TensorBoard(folder.Path, histogramFrequency: 2), network: network);
        network.Parameters["dense/kernel"].Set([-1, 0, 0, 0.5f, 2, float.NaN]);
        network.Parameters["dense/bias"].Set([7, 7, 7]);
        driver.Begin();
        driver.Epochs(1, 1, 1);
        List<EventRecord> events = EventReader.Read(OnlyFile(folder["train"]));
        EventRecord[] kernels = [.. events.Where(record => record.Tag == "dense/kernel/histogram")];
        Assert.Equal([0, 2], kernels.Select(record => record.Step));
        HistogramRecord kernel = kernels[0].Histogram!;
        Assert.Equal((-1, 2, 5, 1.5, 5.25), (kernel.Min, kernel.Max, kernel.Count, kernel.Sum, kernel.SumOfSquares));
        Assert.Equal(30, kernel.Limits.Length);
        Assert.Equal(2, kernel.Limits[^1]);
        Assert.All(kernel.Limits.Index(), limit => Assert.Equal(-1 + ((limit.Index + 1) * 0.1), limit.Item, 1e-12));
        Assert.Equal([(0, 1.0), (10, 2.0), (15, 1.0), (29, 1.0)], kernel.Counts.Index().Where(bucket => bucket.Item > 0));

        HistogramRecord bias = events.First(record => record.Tag == "dense/bias/histogram").Histogram!;
        Assert.Equal((6.5, 7.5, 3), (bias.Min, bias.Max, bias.Count));
        Assert.Equal([3], bias.Counts);
    }

    /// <summary>A file that ends anywhere, as one does whose program was killed, has the records that are whole.</summary>
    [Fact]
    public void Records_are_whole_or_do_not_count()
    {
        var written = new ArrayBufferWriter<byte>();
        RecordFormat.Write(written, new byte[5]);
        int first = written.WrittenCount;
        RecordFormat.Write(written, new byte[1]);
        int second = written.WrittenCount;
        RecordFormat.Write(written, []);
        Assert.Equal((21, 38, 54), (first, second, written.WrittenCount));
        using var file = new MemoryStream(written.WrittenSpan.ToArray());
        for (int length = 0; length <= written.WrittenCount; length++)
        {
            Assert.Equal(length < first ? 0 : length < second ? first : length < 54 ? second : 54, RecordFormat.WholeLength(file, length));
        }
    }

    [Fact]
    public void Runs_do_not_write_into_each_others_files()
    {
        using var folder = new TemporaryFolder();
        var callback = new TensorBoard(folder.Path);
        Fit(callback);
        Fit(callback);
        Assert.Equal(2, Directory.GetFiles(folder["train"]).Length);
        Assert.All(Directory.GetFiles(folder["train"]), file => Assert.Equal(10, EventReader.Read(file).Count));
    }

    [Fact]
    public void Bad_frequencies_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("histogramFrequency", () => new TensorBoard(histogramFrequency: -1));
        Assert.Throws<ArgumentOutOfRangeException>("updateFrequency", () => new TensorBoard(updateFrequency: 0));
        Assert.Throws<ArgumentException>("logDirectory", () => new TensorBoard(" "));
    }

    private static History Fit(TensorBoard callback)
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        return trainer.Fit(Samples.Clusters(16, 2, 3), new FitOptions { Epochs = 3, BatchSize = 2, ValidationSplit = 0.5, Callbacks = [callback] });
    }

    private static string OnlyFile(string folder)
    {
        string file = Assert.Single(Directory.GetFiles(folder));
        Assert.Contains("tfevents", Path.GetFileName(file), StringComparison.Ordinal);
        return file;
    }

    private static void AssertScalars(List<EventRecord> events, string tag, IReadOnlyList<double> expected)
    {
        EventRecord[] records = [.. events.Where(record => record.Tag == tag)];
        Assert.Equal(Enumerable.Range(0, expected.Count).Select(epoch => (long)epoch), records.Select(record => record.Step));
        Assert.Equal(expected.Select(value => (float?)value), records.Select(record => record.Scalar));
    }
}
