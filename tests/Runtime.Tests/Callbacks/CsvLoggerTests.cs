using System;
using System.IO;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Callbacks;

public class CsvLoggerTests
{
    [Fact]
    public void Epochs_are_lines_counted_from_0()
    {
        using var folder = new TemporaryFolder();
        string path = folder["log.csv"];
        var driver = new CallbackDriver(new CsvLogger(path));
        driver.Begin();
        driver.Epoch(("loss", 0.5), ("accuracy", 0.25), ("val_loss", double.NaN));
        Assert.Equal("epoch,accuracy,loss,val_loss\n0,0.25,0.5,nan\n", File.ReadAllText(path));
        driver.Epoch(("loss", 1e-7), ("accuracy", 1), ("extra", 3));
        Assert.Equal("epoch,accuracy,loss,val_loss\n0,0.25,0.5,nan\n1,1.0,1e-07,NA\n", File.ReadAllText(path));
    }

    [Fact]
    public void Columns_of_validation_follow_where_the_first_epoch_had_none()
    {
        using var folder = new TemporaryFolder();
        string path = folder["log.csv"];
        var driver = new CallbackDriver(new CsvLogger(path, separator: ";"));
        driver.Begin();
        driver.Epoch(("loss", 0.5), ("accuracy", 0.25));
        driver.Epoch(("loss", 0.5), ("accuracy", 0.25), ("val_loss", 2), ("val_accuracy", 0.125));
        Assert.Equal("epoch;accuracy;loss;val_accuracy;val_loss\n0;0.25;0.5;NA;NA\n1;0.25;0.5;0.125;2.0\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_file_is_replaced_or_gone_on_with()
    {
        using var folder = new TemporaryFolder();
        string path = folder["log.csv"];
        foreach (bool append in new[] { true, false, true })
        {
            var driver = new CallbackDriver(new CsvLogger(path, append: append));
            driver.Begin();
            driver.Epochs(0.5);
        }

        Assert.Equal("epoch,val_loss\n0,0.5\n0,0.5\n", File.ReadAllText(path));
        File.WriteAllText(path, "time,loss\n");
        Assert.Contains("first column is 'time'", Assert.Throws<InvalidDataException>(new CallbackDriver(new CsvLogger(path, append: true)).Begin).Message, StringComparison.Ordinal);
        Assert.Equal("time,loss\n", File.ReadAllText(path));
    }

    [Fact]
    public void Epochs_before_a_failure_are_in_the_file()
    {
        using var folder = new TemporaryFolder();
        var failing = new LambdaCallback(onEpochBegin: epoch =>
        {
            if (epoch == 2)
            {
                throw new TimeoutException();
            }
        });
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        var options = new FitOptions { Epochs = 4, Callbacks = [new CsvLogger(folder["log.csv"]), failing] };
        Assert.Throws<TimeoutException>(() => trainer.Fit(Samples.Clusters(4, 2, 3), options));
        Assert.Equal(3, File.ReadAllLines(folder["log.csv"]).Length);
    }
}
