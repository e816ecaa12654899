using System;
using System.IO;
using System.Linq;
using System.Runtime.Intrinsics.X86;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace NetGen.Browser.Tests;

/// <summary>samples/Browser as it is published, served on this machine and opened in Chromium.</summary>
public class SampleInBrowserTests
{
    private const long Limit = 3_000_000;

    private static readonly string[] Pictures = ["seen", "maps-conv2d", "maps-conv2d_1"];

    [Fact]
    public async Task A_drawn_digit_is_read_and_shown_layer_by_layer_without_a_complaint_from_less_than_3_MB() => await SamplePage.Visit(async (page, site) =>
    {
        await page.Draw(SamplePage.Seven);
        await page.WaitForAnswer("7");
        Assert.True(await page.Number("document.querySelectorAll('#probabilities i')[7].offsetWidth") > 100);
        foreach (string id in Pictures)
        {
            double bright = await page.Number(
                $"(canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.filter((value, i) => i % 4 === 0 && value > 128).length)(document.getElementById('{id}'))");
            Assert.True(bright > 20, $"{id}: {bright} bright pixels.");
        }

        Assert.Empty(page.Complaints);
        Assert.All(page.Requests, url => Assert.StartsWith(site.Address, url, StringComparison.Ordinal));
        Assert.InRange(site.Sent, 1_000_000, Limit);
    });

    [Fact]
    public async Task A_network_that_begins_from_nothing_learns_in_the_page_which_shows_its_curve() => await SamplePage.Visit(async (page, _) =>
    {
        const int steps = 60;
        await page.Evaluate(
            """
            Math.random = () => 0.5; // The seed of the new network.
            window.losses = [];
            new MutationObserver(() => losses.push(+document.documentElement.dataset.loss)).observe(document.documentElement, { attributeFilter: ["data-loss"] });
            """);
        await page.Click("begin");
        await page.WaitUntil("document.documentElement.dataset.step === '0'");
        await page.Click("train");
        await page.WaitUntil($"document.documentElement.dataset.step >= {steps}");
        await page.Click("train");
        await page.WaitUntil("document.getElementById('train').getAttribute('aria-pressed') === 'false'");

        double[] losses = [.. (await page.Evaluate("losses")).AsArray().Select(loss => loss!.GetValue<double>())];
        Assert.True(losses.Length >= steps, $"{losses.Length} losses.");
        Assert.True(losses[^10..].Average() < 0.85 * losses[..10].Average(), string.Join(' ', losses));
        Assert.True(await page.Number("document.querySelector('#curve .loss').points.length") >= steps);
        Assert.True(await page.Number("document.querySelector('#curve .accuracy').points.length") >= steps / 5);
        Assert.Empty(page.Complaints);
    });

    [Fact]
    public async Task A_network_that_is_told_what_a_digit_is_learns_it() => await SamplePage.Visit(async (page, _) =>
    {
        await page.Draw(SamplePage.Seven);
        await page.WaitForAnswer("7");
        await page.Evaluate("document.querySelectorAll('#labels button')[3].click()");
        await page.WaitForAnswer("3");
        Assert.Empty(page.Complaints);
    });

    [Fact]
    public async Task The_page_opens_and_reads_without_a_network_after_its_first_visit() => await SamplePage.Visit(async (page, site) =>
    {
        await page.WaitUntil("document.documentElement.dataset.kept === 'all'");
        Assert.Equal("Ready; this page now works without a network, too.", await page.Text("document.getElementById('state').textContent"));
        site.Dispose();
        await page.Reload();
        await page.Draw(SamplePage.Seven);
        await page.WaitForAnswer("7");
    });

    [Fact]
    public async Task A_photograph_of_a_dark_digit_on_paper_is_read() => await SamplePage.Visit(async (page, _) =>
    {
        await page.Evaluate(
            """
            (async () => {
              const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
              const context = canvas.getContext("2d");
              context.fillStyle = "#d8d2c4";
              context.fillRect(0, 0, 640, 480);
              context.strokeStyle = "#303050";
              context.lineWidth = 22;
              context.lineCap = "round";
              context.beginPath();
              [[230, 110], [400, 110], [310, 360]].forEach(place => context.lineTo(...place));
              context.stroke();
              const blob = await new Promise(resolve => canvas.toBlob(resolve, "image/jpeg"));
              const dropped = new DataTransfer();
              dropped.items.add(new File([blob], "seven.jpg", { type: "image/jpeg" }));
              document.getElementById("pad").dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
            })()
            """);
        await page.WaitForAnswer("7");
        Assert.Empty(page.Complaints);
    });

    [Fact]
    public async Task What_is_no_picture_is_refused_in_a_sentence_and_the_page_goes_on() => await SamplePage.Visit(async (page, _) =>
    {
        await page.Evaluate(
            """
            (() => {
              const dropped = new DataTransfer();
              dropped.items.add(new File(["no picture"], "seven.png", { type: "image/png" }));
              document.getElementById("pad").dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
            })()
            """);
        await page.WaitUntil("document.getElementById('state').textContent === 'seven.png is no picture that this browser can read.'");
        await page.Draw(SamplePage.Seven);
        await page.WaitForAnswer("7");
        Assert.Empty(page.Complaints);
    });

    [Fact]
    public async Task A_reload_by_force_opens_the_page_as_well() => await SamplePage.Visit(async (page, _) =>
    {
        await page.Reload(byForce: true);
        Assert.Equal("none", await page.Text("navigator.serviceWorker.controller ? 'kept' : 'none'"));
        await page.Draw(SamplePage.Seven);
        await page.WaitForAnswer("7");
    });

    [Fact]
    public async Task The_command_that_runs_the_sample_serves_it() => await PublishedSample.Run(address => SamplePage.Visit(address, async page =>
    {
        await page.Draw(SamplePage.Seven);
        await page.WaitForAnswer("7");
    }));

    [Fact]
    public async Task Keys_draw_and_clear_on_a_page_that_fits_a_telephone() => await SamplePage.Visit(
        async (page, _) =>
        {
            Assert.Equal(0, await page.Number("Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"));
            await page.Evaluate("document.getElementById('pad').focus()");
            await page.Press("ArrowUp", 10);
            await page.Press(" ");
            await page.Press("ArrowDown", 20);
            await page.Press(" ");
            await page.WaitForAnswer("1");
            await page.Press("Delete");
            await page.WaitForAnswer("–");
            Assert.Empty(page.Complaints);
        },
        width: 360);

    [Fact]
    public async Task An_answer_that_comes_after_the_pad_was_cleared_is_not_shown() => await SamplePage.Visit(async (page, _) =>
    {
        // The worker answers in order: when it has restored the weights it has long said what the line is.
        await page.Evaluate(
            """
            (() => {
              const pad = document.getElementById("pad");
              pad.focus();
              for (const key of [" ", "ArrowDown", "Delete"]) { pad.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); }
              document.getElementById("restore").click();
            })()
            """);
        await page.WaitUntil("document.getElementById('progress').textContent.startsWith('This network has learnt')");
        Assert.Equal("–", await page.Text("document.getElementById('answer').textContent"));
        Assert.Equal("true", await page.Text("String(document.getElementById('teach').disabled)"));
        Assert.Empty(page.Complaints);
    });

    [Fact]
    public async Task Training_and_predicting_in_a_browser_give_the_bits_of_128_bit_vectors_without_a_fused_multiply_add() => await SamplePage.Visit(async (page, _) =>
    {
        if (!X86Base.IsSupported)
        {
            return; // Arm always fuses.
        }

        JsonNode figures = await page.Evaluate(
            $$"""
            new Promise((resolve, reject) => {
              const worker = new Worker("worker.js", { type: "module" });
              const losses = [];
              worker.addEventListener("message", ({ data }) => {
                if (data.error) { reject(new Error(data.error)); }
                if (data.progress) { losses.push(data.progress.loss); }
                if (data.id === 3) { resolve([...losses, ...data.result.probabilities]); }
                if (data.id < 3) { calls[data.id + 1](); }
              });
              const ask = (id, call, ...values) => worker.postMessage({ id, call, values });
              const bar = Uint8Array.from({ length: 784 }, (_, i) => i % 28 > 8 && i % 28 < 12 ? 255 : 0);
              const calls = [
                () => ask(0, "open"), () => ask(1, "begin", {{StudentBits.Seed}}), () => ask(2, "train", {{StudentBits.Steps}}), () => ask(3, "show", bar, 28),
              ];
              calls[0]();
            })
            """);
        string inBrowser = StudentBits.Text(figures.AsArray().Select(figure => figure!.GetValue<double>()));
        Assert.Equal(await StudentBits.LearnUnfused(Path.Combine(await PublishedSample.Folder, "data")), inBrowser);
    });
}
