using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Callbacks;

public class ModelCheckpointTests
{
    [Fact]
    public void Every_epoch_gets_its_own_file_named_from_1()
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter { NewLine = "\n" };
        string pattern = folder["deep/{epoch:02d}-{val_loss:.2f}.safetensors"];
        var driver = new CallbackDriver(new ModelCheckpoint(pattern, verbose: true, output: output));
        driver.Begin();
        driver.Epochs(0.414, 2);
        Assert.Equal(["01-0.41.safetensors", "02-2.00.safetensors"], Names(folder["deep"]));
        Assert.Equal($"\nEpoch 1: saving model to {folder["deep/01-0.41.safetensors"]}\n\nEpoch 2: saving model to {folder["deep/02-2.00.safetensors"]}\n", output.ToString());
    }

    [Fact]
    public void Neither_a_path_nor_the_name_of_a_figure_steers_the_terminal()
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter { NewLine = "\n" };
        var driver = new CallbackDriver(new ModelCheckpoint(folder["\e[2J.safetensors"], verbose: true, output: output));
        driver.Begin();
        driver.Epochs(0.5);
        Assert.Contains("\\u001b[2J.safetensors", output.ToString(), StringComparison.Ordinal);

        string[] messages =
        [
            output.ToString(),
            Assert.Throws<KeyNotFoundException>(() => new Logs(["\e[1m"])["\e[2J"]).Message,
            Assert.Throws<ArgumentException>(new CallbackDriver(new ModelCheckpoint(folder["a"], monitor: "\e[2J", saveBestOnly: true)).Begin).Message,
        ];
        Assert.All(messages, message => Assert.DoesNotContain('\e', message));
    }

    [Fact]
    public void A_first_figure_that_is_NaN_is_not_the_best()
    {
        using var folder = new TemporaryFolder();
        string path = folder["best.safetensors"];
        var callback = new ModelCheckpoint(path, saveBestOnly: true);
        var driver = new CallbackDriver(callback);
        driver.Begin();
        driver.Epochs(double.NaN);
        Assert.Null(callback.Best);
        Assert.False(File.Exists(path));
        driver.Epochs(0.5, double.NaN, 0.6);
        Assert.Equal(0.5, callback.Best);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Only_the_best_is_kept_and_Keras_words_say_so()
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter { NewLine = "\n" };
        string path = folder["best.safetensors"];
        var network = new LinearNetwork(1, [1]);
        var callback = new ModelCheckpoint(path, verbose: true, saveBestOnly: true, output: output);
        var driver = new CallbackDriver(callback, network: network);
        driver.Begin();
        double[] losses = [0.41, 0.39, 0.39, double.NaN, 0.4];
        for (int epoch = 0; epoch < losses.Length; epoch++)
        {
            network.Parameters["dense/bias"].Set([epoch + 1]);
            driver.Epochs(losses[epoch]);
        }

        Assert.Equal(0.39, callback.Best);
        Assert.Equal(path, callback.LastSavedPath);
        var loaded = new LinearNetwork(1, [1]);
        loaded.Load(path);
        Assert.Equal(2, loaded.Parameters["dense/bias"].Values[0]);
        Assert.Equal(
            $"""

            Epoch 1: val_loss improved from None to 0.41000, saving model to {path}

            Epoch 2: val_loss improved from 0.41000 to 0.39000, saving model to {path}

            Epoch 3: val_loss did not improve from 0.39000

            Epoch 4: val_loss did not improve from 0.39000

            Epoch 5: val_loss did not improve from 0.39000

            """.ReplaceLineEndings("\n"),
            output.ToString());

        // A further fit must beat the best of the first.
        driver.Begin();
        driver.Epochs(0.395);
        Assert.Equal(0.39, callback.Best);
    }

    [Fact]
    public void A_threshold_must_be_beaten_and_epochs_without_the_figure_are_passed_over()
    {
        using var folder = new TemporaryFolder();
        var driver = new CallbackDriver(new ModelCheckpoint(folder["{epoch}"], "val_accuracy", saveBestOnly: true, initialValueThreshold: 0.5));
        driver.Begin();
        driver.Epoch(("val_accuracy", 0.5));
        driver.Epoch(("loss", 0.5));
        Assert.Empty(Names(folder.Path));
        driver.Epoch(("val_accuracy", 0.6));
        Assert.Equal(["3"], Names(folder.Path));
    }

    [Theory]
    [InlineData(MonitorMode.Auto, "1, 3")]
    [InlineData(MonitorMode.Max, "1, 3")]
    [InlineData(MonitorMode.Min, "1, 2, 4")]
    public void The_mode_says_which_figure_is_best(MonitorMode mode, string saved)
    {
        using var folder = new TemporaryFolder();
        var driver = new CallbackDriver(new ModelCheckpoint(folder["{epoch}"], "val_accuracy", saveBestOnly: true, mode: mode));
        driver.Begin();
        foreach (double accuracy in new[] { 0.5, 0.4, 0.6, 0.3, 0.6 })
        {
            driver.Epoch(("val_accuracy", accuracy));
        }

        Assert.Equal(saved, string.Join(", ", Names(folder.Path)));
    }

    [Fact]
    public void The_best_of_batches_is_saved_when_their_turn_comes()
    {
        using var folder = new TemporaryFolder();
        var callback = new ModelCheckpoint(folder["{epoch}-{batch}"], "loss", saveBestOnly: true, saveFrequency: 2);
        var driver = new CallbackDriver(callback);
        driver.Begin();
        callback.OnEpochBegin(4);
        double[] losses = [9, 5, 1, 6, 2, 4, 3];
        for (int batch = 0; batch < losses.Length; batch++)
        {
            callback.OnTrainBatchEnd(batch, CallbackDriver.Figures(("loss", losses[batch])));
        }

        callback.OnEpochEnd(4, CallbackDriver.Figures(("loss", 0)));
        Assert.Equal(["5-2", "5-6"], Names(folder.Path));
        Assert.Equal(4, callback.Best);
    }

    /// <summary>A run that is gone on with knows what is best and where it lies.</summary>
    [Fact]
    public void All_that_it_tells_goes_into_a_checkpoint()
    {
        using var folder = new TemporaryFolder();
        string path = folder["best.safetensors"];
        var callback = new ModelCheckpoint(path, saveBestOnly: true);
        var driver = new CallbackDriver(callback);
        driver.Begin();
        driver.Epochs(0.5);
        var state = new SavedState();
        callback.SaveState(state);
        var resumed = new ModelCheckpoint(path, saveBestOnly: true);
        new CallbackDriver(resumed).Begin();
        resumed.LoadState(state);
        Assert.Equal((0.5, path), (resumed.Best, resumed.LastSavedPath));
    }

    [Fact]
    public void Batches_are_counted_over_epochs()
    {
        using var folder = new TemporaryFolder();
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        var callback = new ModelCheckpoint(folder["{epoch}-{batch}"], saveFrequency: 2);
        trainer.Fit(Samples.Clusters(6, 2, 3), new FitOptions { Epochs = 2, BatchSize = 2, Callbacks = [callback] });
        Assert.Equal(["1-2", "2-1", "2-3"], Names(folder.Path));
    }

    [Theory]
    [InlineData("{epoch}.{epoch:d}.{epoch:03d}", "7.7.007")]
    [InlineData("{{{loss:.3f}}}", "{0.123}")]
    [InlineData("{loss:.2e}-{loss:f}-{loss:08.3f}", "1.23e-01-0.123450-0000.123")]
    [InlineData("{accuracy}", "nan")]
    public void Names_are_formatted_as_in_Python(string pattern, string expected) =>
        Assert.Equal(expected, new FileNamePattern(pattern, "filePath").Format(6, null, CallbackDriver.Figures(("loss", 0.12345), ("accuracy", double.NaN))));

    [Theory]
    [InlineData("{epoch")]
    [InlineData("a}b")]
    [InlineData("{}")]
    [InlineData("{epoch:.2f}")]
    [InlineData("{loss:02d}")]
    [InlineData("{loss:.2}")]
    [InlineData("{loss:x}")]
    public void Names_that_mean_nothing_are_refused(string pattern) =>
        Assert.Contains($"'{pattern}'", Assert.Throws<ArgumentException>("filePath", () => new ModelCheckpoint(pattern)).Message, StringComparison.Ordinal);

    [Fact]
    public void Figures_that_are_not_there_are_refused()
    {
        using var folder = new TemporaryFolder();
        ArgumentException misspelt = Assert.Throws<ArgumentException>("monitor", new CallbackDriver(new ModelCheckpoint(folder["{val_acc}"])).Begin);
        Assert.Contains("Did you mean 'val_accuracy'?", misspelt.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("monitor", new CallbackDriver(new ModelCheckpoint("x", "val_acc", saveBestOnly: true)).Begin);
        Assert.Throws<ArgumentException>("monitor", () => new ModelCheckpoint("x", saveBestOnly: true, saveFrequency: 1));
        Assert.Throws<ArgumentOutOfRangeException>("saveFrequency", () => new ModelCheckpoint("x", saveFrequency: 0));
        var driver = new CallbackDriver(new ModelCheckpoint(folder["{val_loss}"]));
        driver.Begin();
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => driver.Epoch(("loss", 1)));
        Assert.Contains("wants val_loss, which epoch 1 has not; it has loss", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_save_that_fails_leaves_the_best_as_it_was()
    {
        using var folder = new TemporaryFolder();
        string path = folder["taken"];
        Directory.CreateDirectory(path);
        var callback = new ModelCheckpoint(path, saveBestOnly: true);
        var driver = new CallbackDriver(callback);
        driver.Begin();
        Assert.ThrowsAny<Exception>(() => driver.Epochs(1));
        Assert.Null(callback.Best);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
