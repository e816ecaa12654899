using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen.Browser.Tests;

/// <summary>samples/Browser, open in Chromium: what a visitor does and sees.</summary>
internal sealed class SamplePage(DevTools tools, CancellationToken cancellation)
{
    /// <summary>A seven, as shares of the pad.</summary>
    public static readonly (double X, double Y)[] Seven = [(0.28, 0.25), (0.72, 0.25), (0.45, 0.8)];

    private const int TurnsASecond = 10;
    private const string Loaded = "Page.loadEventFired";

    /// <summary>Publishes and serves the sample, opens it and waits until it can read.</summary>
    public static async Task Visit(Func<SamplePage, StaticSite, Task> visit, int width = 1200)
    {
        using var site = new StaticSite(await PublishedSample.Folder);
        await Visit(site.Address, page => visit(page, site), width);
    }

    /// <summary>Opens the sample, wherever it is served, and waits until it can read.</summary>
    public static Task Visit(string address, Func<SamplePage, Task> visit, int width = 1200) => Browser.Use(async (tools, _, cancellation) =>
    {
        foreach (string domain in new List<string> { "Page", "Runtime", "Log", "Network" })
        {
            await tools.Send($"{domain}.enable", [], cancellation);
        }

        await tools.Send(
            "Emulation.setDeviceMetricsOverride",
            new JsonObject { ["width"] = width, ["height"] = 1400, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 },
            cancellation);
        await tools.Send("Page.navigate", new JsonObject { ["url"] = address }, cancellation);
        await tools.WaitFor(Loaded, cancellation);
        var page = new SamplePage(tools, cancellation);
        await page.WaitUntilReady();
        await visit(page);
        return true;
    });

    /// <summary>What the page, its scripts and its policy have complained of.</summary>
    public string[] Complaints =>
    [
        .. tools.Events
            .Where(entry => entry.Method is "Log.entryAdded" or "Runtime.consoleAPICalled" or "Runtime.exceptionThrown")
            .Select(entry => entry.Parameters.ToJsonString()),
    ];

    /// <summary>The addresses that the page has asked for.</summary>
    public string[] Requests => [.. tools.Events.Where(entry => entry.Method == "Network.requestWillBeSent").Select(entry => entry.Parameters["request"]!["url"]!.GetValue<string>())];

    public async Task WaitUntilReady()
    {
        await WaitUntil("['ready', 'failed'].includes(document.documentElement?.dataset.state)");
        string state = await Text("document.documentElement.dataset.state + ': ' + document.getElementById('state').textContent");
        if (!state.StartsWith("ready", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(state);
        }
    }

    /// <param name="byForce">Past the service worker and every cache.</param>
    public async Task Reload(bool byForce = false)
    {
        await Evaluate("document.documentElement.dataset.state = 'leaving'");
        int loads = tools.Events.Count(entry => entry.Method == Loaded);
        await tools.Send("Page.reload", new JsonObject { ["ignoreCache"] = byForce }, cancellation);

        // While one page goes and the next comes there is nothing to ask.
        await tools.WaitFor(Loaded, cancellation, times: loads + 1);
        await WaitUntilReady();
    }

    /// <summary>Draws with the mouse.</summary>
    /// <param name="corners">Shares of the pad's width and height.</param>
    public async Task Draw(params (double X, double Y)[] corners)
    {
        JsonNode box = await Evaluate("(({ x, y, width, height }) => ({ x, y, width, height }))(document.getElementById('pad').getBoundingClientRect())");
        (double X, double Y)[] places = [.. corners.Select(corner => (
            box["x"]!.GetValue<double>() + (corner.X * box["width"]!.GetValue<double>()),
            box["y"]!.GetValue<double>() + (corner.Y * box["height"]!.GetValue<double>())))];
        await Mouse("mousePressed", places[0]);
        foreach ((double X, double Y) place in places.Skip(1))
        {
            await Mouse("mouseMoved", place);
        }

        await Mouse("mouseReleased", places[^1]);
    }

    public async Task Press(string key, int times = 1)
    {
        for (int i = 0; i < times; i++)
        {
            foreach (string type in new List<string> { "keyDown", "keyUp" })
            {
                await tools.Send("Input.dispatchKeyEvent", new JsonObject { ["type"] = type, ["key"] = key, ["code"] = key == " " ? "Space" : key }, cancellation);
            }
        }
    }

    public Task Click(string id) => Evaluate($"document.getElementById('{id}').click()");

    public Task WaitForAnswer(string answer) => WaitUntil($"document.getElementById('answer').textContent === '{answer}'");

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitUntil(string expression)
    {
        while (!(await Evaluate($"!!({expression})")).GetValue<bool>())
        {
            await Task.Delay(1000 / TurnsASecond, cancellation);
        }
    }

    public async Task<string> Text(string expression) => (await Evaluate(expression)).GetValue<string>();

    public async Task<double> Number(string expression) => (await Evaluate(expression)).GetValue<double>();

    /// <summary>The value of an expression, awaited where it is a promise; 0 where it has none.</summary>
    public async Task<JsonNode> Evaluate(string expression)
    {
        JsonNode answer = await tools.Send(
            "Runtime.evaluate", new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true }, cancellation);
        return answer["exceptionDetails"] is { } details ? throw new InvalidOperationException(details.ToJsonString()) : answer["result"]!["value"] ?? JsonValue.Create(0);
    }

    private Task<JsonNode> Mouse(string type, (double X, double Y) place) => tools.Send(
        "Input.dispatchMouseEvent",
        new JsonObject { ["type"] = type, ["x"] = place.X, ["y"] = place.Y, ["button"] = "left", ["buttons"] = 1, ["clickCount"] = 1 },
        cancellation);
}
