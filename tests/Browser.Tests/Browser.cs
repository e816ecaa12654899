using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Reporting.Tests;

namespace NetGen.Browser.Tests;

/// <summary>Chromium without a window.</summary>
internal static class Browser
{
    private const string Listening = "DevTools listening on ";

    // "image" is a raster picture inside a drawing.
    private const string Probe =
        """
        (async () => {
          const pictures = [...document.querySelectorAll("img, image")];
          const decoded = await Promise.allSettled(pictures.map(picture => picture.decode()));
          return {
            pictures: pictures.length,
            broken: pictures.filter((picture, i) => decoded[i].status != "fulfilled" || picture.naturalWidth === 0).map(picture => picture.outerHTML.slice(0, 80)),
            drawings: [...document.querySelectorAll("svg")].map(svg => svg.getBoundingClientRect()).filter(box => box.width > 0 && box.height > 0).length,
            resources: performance.getEntriesByType("resource").map(entry => entry.name),
            background: getComputedStyle(document.body).backgroundColor,
            overflow: Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
            foreign: [...document.querySelectorAll("figure > svg *")].filter(element => element.namespaceURI != "http://www.w3.org/2000/svg").length,
            smallestLetters: Math.min(...[...document.querySelectorAll("svg text")].filter(text => text.getBoundingClientRect().width > 0)
              .map(text => parseFloat(getComputedStyle(text).fontSize) * Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b)), 1000),
            acted: document.documentElement.dataset.acted ?? "",
          };
        })()
        """;

    // After two frames what a click begins has begun.
    private const string Provocation =
        """
        (async () => {
          for (const shape of document.querySelectorAll("figure *")) { shape.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })); }
          for (const form of document.querySelectorAll("form")) { form.submit(); }
          await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        })()
        """;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Opens a page and tells what happened.</summary>
    /// <param name="html">The page's text.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="dark">Whether the reader prefers dark pages.</param>
    public static async Task<PageFindings> Open(string html, int width = 1000, bool dark = false)
    {
        PageFindings[] findings = await Use((tools, folder, cancellation) => LookAtAll(tools, folder, [html], width, dark, cancellation));
        return findings[0];
    }

    /// <summary>Opens pages one after the other, clicks and sends what can be clicked and sent, and tells what happened in each.</summary>
    public static Task<PageFindings[]> Provoke(IReadOnlyList<string> pages) =>
        Use((tools, folder, cancellation) => LookAtAll(tools, folder, pages, width: 1000, dark: false, cancellation, provoke: true));

    /// <summary>Opens a page and waits until it asks for another one; gives that one's address.</summary>
    public static Task<string> FollowedBy(string html) => Use(async (tools, folder, cancellation) =>
    {
        await tools.Send("Page.enable", [], cancellation);
        await tools.Send("Network.enable", [], cancellation);
        string address = await Write(folder, 0, html);
        await tools.Send("Page.navigate", new JsonObject { ["url"] = address }, cancellation);
        return await tools.WaitFor(
            "Network.requestWillBeSent",
            entry => entry["type"]?.GetValue<string>() == "Document" && entry["request"]!["url"]!.GetValue<string>() is var url && url != address ? url : null,
            cancellation);
    });

    /// <summary>Starts a browser for what is done with it.</summary>
    public static async Task<T> Use<T>(Func<DevTools, TemporaryFolder, CancellationToken, Task<T>> action)
    {
        using var folder = new TemporaryFolder();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using Process process = Start(folder["profile"]);
        try
        {
            using DevTools tools = await DevTools.Connect(await Address(process, deadline.Token), deadline.Token);
            return await action(tools, folder, deadline.Token);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<string> Write(TemporaryFolder folder, int number, string html)
    {
        string page = folder[$"page{number}.html"];
        await File.WriteAllTextAsync(page, html);
        return new Uri(page).AbsoluteUri;
    }

    private static async Task<PageFindings[]> LookAtAll(
        DevTools tools, TemporaryFolder folder, IReadOnlyList<string> pages, int width, bool dark, CancellationToken cancellation, bool provoke = false)
    {
        var findings = new List<PageFindings>();
        foreach (string page in pages)
        {
            findings.Add(await Look(tools, await Write(folder, findings.Count, page), width, dark, provoke, cancellation));
        }

        return [.. findings];
    }

    private static async Task<PageFindings> Look(DevTools tools, string address, int width, bool dark, bool provoke, CancellationToken cancellation)
    {
        tools.Forget();
        foreach (string domain in new List<string> { "Page", "Runtime", "Log", "Network" })
        {
            await tools.Send($"{domain}.enable", [], cancellation);
        }

        await tools.Send(
            "Emulation.setDeviceMetricsOverride",
            new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 },
            cancellation);
        var preference = new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" };
        await tools.Send("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(preference) }, cancellation);
        await tools.Send("Page.navigate", new JsonObject { ["url"] = address }, cancellation);
        await tools.WaitFor("Page.loadEventFired", cancellation);
        if (provoke)
        {
            await tools.Send("Runtime.evaluate", new JsonObject { ["expression"] = Provocation, ["awaitPromise"] = true }, cancellation);
        }

        JsonNode answer = await tools.Send(
            "Runtime.evaluate", new JsonObject { ["expression"] = Probe, ["awaitPromise"] = true, ["returnByValue"] = true }, cancellation);
        PageFindings findings = answer["result"]?["value"].Deserialize<PageFindings>(JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"The page could not be looked at: {answer}");
        HashSet<string> blocked = [.. tools.Events
            .Where(entry => entry.Method == "Network.loadingFailed" && entry.Parameters["blockedReason"] is not null)
            .Select(entry => entry.Parameters["requestId"]!.GetValue<string>())];
        (string Url, bool Blocked)[] asked = [.. tools.Events
            .Where(entry => entry.Method == "Network.requestWillBeSent")
            .Select(entry => (entry.Parameters["request"]!["url"]!.GetValue<string>(), blocked.Contains(entry.Parameters["requestId"]!.GetValue<string>())))];
        return findings with
        {
            Messages = [.. tools.Events.Where(entry => entry.Method is "Log.entryAdded" or "Runtime.consoleAPICalled" or "Runtime.exceptionThrown").Select(entry => entry.Parameters.ToJsonString())],
            Requests = Elsewhere(asked.Select(request => request.Url).Concat(findings.Resources)),
            Sent = Elsewhere(asked.Where(request => !request.Blocked).Select(request => request.Url)),
        };

        string[] Elsewhere(IEnumerable<string> urls) => [.. urls.Where(url => url != address && !url.StartsWith("data:", StringComparison.Ordinal)).Distinct()];
    }

    private static Process Start(string profile)
    {
        var start = new ProcessStartInfo(Program()) { RedirectStandardOutput = true, RedirectStandardError = true };
        List<string> arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
        ];
        arguments.ForEach(start.ArgumentList.Add);
        return Process.Start(start)!;
    }

    /// <summary>Chromium says on its error output where it listens; the rest of its output is read lest it fill the pipes.</summary>
    private static async Task<Uri> Address(Process process, CancellationToken cancellation)
    {
        var said = new List<string>();
        while (await process.StandardError.ReadLineAsync(cancellation) is { } line)
        {
            said.Add(line);
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new Uri(line[Listening.Length..].Trim());
            }
        }

        throw new InvalidOperationException($"{process.StartInfo.FileName} ended before it listened:\n{string.Join('\n', said)}");
    }

    private static string Program()
    {
        IEnumerable<string> candidates = Environment.GetEnvironmentVariable("CHROME_PATH") is { Length: > 0 } chosen
            ? [chosen]
            : from name in Names
              from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
              select Path.Combine(folder, name);
        return candidates.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            "This test opens a report in Chromium, which is not here: install the package \"chromium\", or set CHROME_PATH to the program.");
    }
}
