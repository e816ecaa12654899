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

    [Theory]
    [InlineData("epoch,val_loss\n0,0.5\n1,0.25", "epoch,val_loss\n0,0.5\n1,0.25\n0,0.5\n")]
    [InlineData("epoch,val_loss\n0,0.5\n1", "epoch,val_loss\n0,0.5\n1\n0,0.5\n")]
    [InlineData("epoch,val_loss", "epoch,val_loss\n0,0.5\n")]
    [InlineData("epoch,val_loss\r\n0,0.5\r\n1,0", "epoch,val_loss\r\n0,0.5\r\n1,0\r\n0,0.5\r\n")]
    [InlineData("epoch,val_loss\r0,0.5\r", "epoch,val_loss\r0,0.5\r0,0.5\r")]
    [InlineData("", "epoch,val_loss\n0,0.5\n")]
    public void A_torn_last_line_stays_and_the_next_begins_its_own_with_the_same_end(string before, string after)
    {
        using var folder = new TemporaryFolder();
        string path = folder["log.csv"];
        File.WriteAllText(path, before);
        var driver = new CallbackDriver(new CsvLogger(path, append: true));
        driver.Begin();
        driver.Epochs(0.5);
        Assert.Equal(after, File.ReadAllText(path));
    }

    [Fact]
    public void Names_stay_in_their_columns_and_are_no_formulas()
    {
        using var folder = new TemporaryFolder();
        string path = folder["log.csv"];
        (string, double)[] figures = [("a,b", 1), ("c\"d", 2), ("=HYPERLINK(1)", 3), ("-e", 4), ("f\ng\e[2J", 5)];
        const string Header = "epoch,'-e,'=HYPERLINK(1),\"a,b\",\"c\"\"d\",f\\u000ag\\u001b[2J,val_loss\n";
        foreach (bool append in new[] { false, true })
        {
            var driver = new CallbackDriver(new CsvLogger(path, append: append));
            driver.Begin();
            driver.Epoch([.. figures, ("val_loss", 6)]);
        }

        Assert.Equal(Header + "0,4.0,3.0,1.0,2.0,5.0,6.0\n0,4.0,3.0,1.0,2.0,5.0,6.0\n", File.ReadAllText(path));
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
