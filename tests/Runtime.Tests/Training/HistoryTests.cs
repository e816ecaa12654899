using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

public class HistoryTests
{
    [Fact]
    public void The_csv_file_is_that_of_Keras_CSVLogger()
    {
        var history = new History();
        history.Add(0, new Logs(["loss", "accuracy"]) { ["loss"] = 0.5, ["accuracy"] = 0.25 });
        history.Add(1, new Logs(["loss", "accuracy", "val_loss"]) { ["loss"] = double.NaN, ["accuracy"] = 1, ["val_loss"] = 0.1, ["learning_rate"] = 1e-5 });
        CultureInfo before = CultureInfo.CurrentCulture;
        string path = Path.GetTempFileName();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            history.SaveCsv(path);
            Assert.Equal("epoch,accuracy,learning_rate,loss,val_loss\n0,0.25,NA,0.5,NA\n1,1.0,1e-05,nan,0.1\n", File.ReadAllText(path));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            File.Delete(path);
        }
    }

    [Fact]
    public void Names_stay_in_their_columns_and_are_no_formulas()
    {
        var history = new History();
        history.Add(0, new Logs(["a,b"]) { ["a,b"] = 1, ["c\"d"] = 2, ["=1+1"] = 3, ["@f"] = 4, ["g\r\nh"] = 5 });
        using var folder = new TemporaryFolder();

        history.SaveCsv(folder["history.csv"]);

        Assert.Equal("epoch,'=1+1,'@f,\"a,b\",\"c\"\"d\",g\\u000d\\u000ah\n0,3.0,4.0,1.0,2.0,5.0\n", File.ReadAllText(folder["history.csv"]));
    }

    [Fact]
    public void Validation_appears_in_the_epochs_that_had_it()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        Dataset data = Samples.Clusters(20, 2, 3);
        History history = trainer.Fit(data, new FitOptions { Epochs = 5, Validation = data, ValidationFrequency = 2 });
        Assert.Equal([0, 1, 2, 3, 4], history.Epochs);
        Assert.Equal(["accuracy", "loss", "val_accuracy", "val_loss"], history.Names);
        Assert.Equal(5, history["loss"].Count);
        Assert.Equal(2, history["val_loss"].Count);
    }

    [Fact]
    public void Every_third_epoch_validates_counted_from_1()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        Dataset data = Samples.Clusters(20, 2, 3);
        var validated = new List<int>();
        var looking = new ActingCallback
        {
            AfterEpoch = (epoch, logs) =>
            {
                if (logs.ContainsKey("val_loss"))
                {
                    validated.Add(epoch);
                }
            },
        };
        trainer.Fit(data, new FitOptions { Epochs = 7, Validation = data, ValidationFrequency = 3, Callbacks = [looking] });
        Assert.Equal([2, 5], validated);
    }

    [Fact]
    public void A_figure_that_is_not_there_is_refused_with_those_that_are()
    {
        var history = new History();
        history.Add(0, new Logs(["loss"]));
        KeyNotFoundException exception = Assert.Throws<KeyNotFoundException>(() => history["val_loss"]);
        Assert.Contains("'val_loss'; it has loss", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'loss'; it has nothing, for no epoch was trained", Assert.Throws<KeyNotFoundException>(() => new History()["loss"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_saved_is_loaded_with_its_gaps()
    {
        var history = new History();
        history.Add(3, new Logs(["loss"]) { ["loss"] = 0.5 });
        history.Add(4, new Logs(["loss", "val_loss"]) { ["loss"] = double.NaN, ["val_loss"] = 0.1 });
        history.Add(5, new Logs(["loss"]) { ["loss"] = 0.25 });
        var state = new SavedState();
        history.SaveState(state);
        var loaded = new History();
        loaded.LoadState(state);

        Assert.Equal([3, 4, 5], loaded.Epochs);
        Assert.Equal(["loss", "val_loss"], loaded.Names);
        Assert.Equal([0.5, double.NaN, 0.25], loaded["loss"]);
        Assert.Equal([0.1], loaded["val_loss"]);
        using var folder = new TemporaryFolder();
        loaded.SaveCsv(folder["history.csv"]);
        Assert.Equal("epoch,loss,val_loss\n3,0.5,NA\n4,nan,0.1\n5,0.25,NA\n", File.ReadAllText(folder["history.csv"]));
    }

    [Theory]
    [InlineData(new long[] { 0, 2 }, 2)] // behind the last epoch
    [InlineData(new long[] { 0, 3 }, 2)]
    [InlineData(new long[] { -1, 0 }, 2)]
    [InlineData(new long[] { 0, 1 }, 1)] // fewer values than places
    [InlineData(new long[] { 0 }, 2)]
    public void A_saved_history_of_epochs_that_it_has_not_is_refused(long[] rows, int values)
    {
        var state = new SavedState();
        state.Set("epochs", [0L, 1L]);
        state.Part("0").Set("name", "loss");
        state.Part("0").Set("rows", rows);
        state.Part("0").Set("values", new double[values]);
        var history = new History();

        Assert.Contains("epochs that it has not", Assert.Throws<InvalidDataException>(() => history.LoadState(state)).Message, StringComparison.Ordinal);
        Assert.Empty(history.Epochs);
    }
}
