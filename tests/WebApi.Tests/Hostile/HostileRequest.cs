using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetGen.WebApi.Tests.Support;

namespace NetGen.WebApi.Tests.Hostile;

/// <summary>A complete request that the service has to refuse, or to answer if it can, without a fault of its own.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="Statuses">What the answer may be; 0: the connection is closed without one.</param>
internal sealed record HostileRequest(string Name, byte[] Bytes, params int[] Statuses)
{
    private const string JsonType = "application/json";
    private const string FloatType = "application/octet-stream";
    private const int Pixels = Pictures.Side * Pictures.Side;
    private const int MostBytes = 1_000_000;

    private static readonly byte[] Floats = Pictures.Floats(Pictures.Pixels(0));

    /// <summary>Whether the server sees where it ends, so that another request can follow on the connection. Default: true.</summary>
    public bool IsOneRequest { get; init; } = true;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostileRequest> All { get; } = [.. Jsons(), .. Numbers(), .. Images(), .. Types(), .. Targets(), .. Bodies(), .. Heads()];

    private static IEnumerable<HostileRequest> Jsons()
    {
        (string, string)[] bodies =
        [
            ("no JSON", "pixels: [1, 2, 3"),
            ("JSON cut off", "{\"pixels\": [1, 2, 3"),
            ("an array alone", "[1, 2, 3]"),
            ("null", "null"),
            ("a number alone", "1"),
            ("no pixels", "{}"),
            ("pixels that are null", "{\"pixels\": null}"),
            ("pixels that are text", "{\"pixels\": \"AAAA\"}"),
            ("pixels in rows", $"{{\"pixels\": [{string.Join(", ", Enumerable.Repeat($"[{Join(Pictures.Side, "0")}]", Pictures.Side))}]}}"),
            ("too few pixels", $"{{\"pixels\": [{Join(Pixels - 1, "0")}]}}"),
            ("too many pixels", $"{{\"pixels\": [{Join(Pixels + 1, "0")}]}}"),
            ("a hundred thousand pixels", $"{{\"pixels\": [{Join(100_000, "0")}]}}"),
            ("pixels as an object", "{\"pixels\": {\"0\": 1}}"),
            ("more behind the JSON", "{\"pixels\": []} {}"),
            ("arrays within arrays", new string('[', 500_000)),
            ("objects within objects", Repeat("{\"a\":", 150_000)),
            ("arrays beside the pixels", $"{{\"a\": {new string('[', 10_000)}{new string(']', 10_000)}, \"pixels\": []}}"),
            ("a long name", $"{{\"{new string('a', 900_000)}\": 1}}"),
            ("a long text", $"{{\"pixels\": \"{Repeat("\\u0041", 150_000)}\"}}"),
            ("comments", $"/* */ {{\"pixels\": [{Join(Pixels, "0")}]}}"),
            ("text of surrogates", "{\"\\ud800\": \"\\udfff\", \"pixels\": [1]}"),
            ("nothing but spaces", new string(' ', 900_000)),
            ("null letters", new string('\0', 1000)),
            ("a digit without end", $"{{\"pixels\": [{new string('9', 900_000)}]}}"),
        ];
        foreach ((string name, string body) in bodies)
        {
            yield return new($"JSON: {name}", Http.Post(JsonType, Encoding.UTF8.GetBytes(body)), 400);
        }

        yield return new("JSON: bytes that are no text", Http.Post(JsonType, [.. "{\"pixels\": [1], \""u8, 0xC0, 0x80, 0xFF, .. "\": 1}"u8]), 400);
        yield return new("JSON: UTF-16", Http.Post($"{JsonType}; charset=utf-16", Encoding.Unicode.GetBytes("{\"pixels\": []}")), 400);
        yield return new("JSON: compressed", Http.Post(JsonType, [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3], "Content-Encoding: gzip"), 400, 415);
        byte[] twice = Encoding.UTF8.GetBytes($"{{\"pixels\": [1], \"pixels\": [{Join(Pixels, "0")}]}}");
        yield return new("JSON: pixels twice, the last of them good", Http.Post(JsonType, twice), 200, 400);
    }

    private static IEnumerable<HostileRequest> Numbers()
    {
        const string NearlyZero = "1e-999999999999";
        string[] numbers =
        [
            "NaN", "Infinity", "\"NaN\"", "1e39", "-1e39", "1e999", NearlyZero, "256", "-0.001", "0x10", "1_000", "true", "null", "[]", "01", ".5", "+1",
        ];
        foreach (string number in numbers)
        {
            byte[] body = Encoding.UTF8.GetBytes($"{{\"pixels\": [{number}, {Join(Pixels - 1, "0")}]}}");
            yield return new($"number: {number}", Http.Post(JsonType, body), number == NearlyZero ? [200, 400] : [400]);
        }

        foreach (float number in (float[])[float.NaN, float.PositiveInfinity, float.MinValue, 256, -float.Epsilon])
        {
            float[] pixels = new float[Pixels];
            pixels[^1] = number;
            yield return new($"float: {number}", Http.Post(FloatType, Pictures.Floats(pixels)), 400);
        }

        yield return new("floats: one byte too few", Http.Post(FloatType, Floats.AsSpan(1)), 400);
        yield return new("floats: none", Http.Post(FloatType, []), 400);
        yield return new("floats: as many bytes as may be", Http.Post(FloatType, new byte[MostBytes]), 400);
    }

    private static IEnumerable<HostileRequest> Images()
    {
        byte[] png = Pictures.Png(Pictures.Pixels(0));
        byte[] jpeg = Pictures.Jpeg(Pictures.Pixels(0));
        byte[] bmp = Pictures.Bmp(Pictures.Pixels(0));
        yield return new("image: 4 million pixels in few bytes", Http.Post("image/png", Pictures.BlankPng(2000)), 200);
        yield return new("image: more pixels than may be", Http.Post("image/png", Pictures.BlankPng(2001)), 400);
        byte[] hugePng = [.. png[..16], 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, .. png[24..]];
        byte[] hugeBmp = [.. bmp[..18], 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, .. bmp[26..]];
        yield return new("image: a PNG that claims to be huge", Http.Post("image/png", hugePng), 400);
        yield return new("image: a JPEG that claims to be huge", Http.Post("image/jpeg", ClaimHuge(jpeg)), 400);
        yield return new("image: a BMP that claims to be huge", Http.Post("image/bmp", hugeBmp), 400);
        yield return new("image: one of another kind than its type says", Http.Post("image/jpeg", png), 200, 400);
        yield return new("image: a GIF as PNG", Http.Post("image/png", "GIF89a"u8), 400);
        yield return new("image: nothing", Http.Post("image/png", []), 400);
        foreach (byte[] file in (byte[][])[png, jpeg, bmp])
        {
            yield return new("image: cut off", Http.Post("image/png", file.AsSpan(0, file.Length / 2)), 400);
            yield return new("image: only the first bytes", Http.Post("image/png", file.AsSpan(0, 8)), 400);
            yield return new("image: flipped bytes", Http.Post("image/png", Flipped(file)), 200, 400);
        }
    }

    private static IEnumerable<HostileRequest> Types()
    {
        string?[] types =
        [
            null, "text/plain", "image/gif", "image/svg+xml", "image/*", "*/*", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded",
            "application/json/png", "json", ";", ",", "application/json, image/png", new string('a', 5000), "image/png\u00FF", "../../image/png",
        ];
        return types.Select(type => new HostileRequest($"type: {Beginning(type ?? "none")}", Http.Post(type, "{}"u8), 415, 400));
    }

    private static IEnumerable<HostileRequest> Targets()
    {
        string[] targets =
        [
            "/", "/predictions", "/../predict/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/predict/../clothing.safetensors", "/clothing.safetensors",
            "/appsettings.json",
            "/predict%00", "/%ff%fe", "/predict%", "//predict//", "/predict;a=b", "\\predict", "/healthz/..%2f..%2f",
            "http://elsewhere/predictions", "*", "", "/\u00E4",
        ];
        foreach (string target in targets)
        {
            yield return new($"target: {target}", Http.Bare("GET", target), 400, 404, 405);
        }

        string[] methods = ["GET", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PROPFIND", "post", "G\u00C4T", "A" + new string('B', 3000)];
        foreach (string method in methods)
        {
            yield return new($"method: {Beginning(method)}", Http.Bare(method, "/predict"), 400, 404, 405, 415, 501);
        }

        yield return new("target: too long", Http.Bare("GET", "/" + new string('a', 20_000)), 414);
    }

    private static IEnumerable<HostileRequest> Bodies()
    {
        yield return new("body: more bytes than may be", Http.Post("image/png", new byte[MostBytes + 1]), 413, 0);
        yield return new("body: said to be 10 GB", Http.Head("image/png", 10_000_000_000), 413);
        yield return new("body: said to be longer than numbers are", Http.Head("image/png", null, "Content-Length: 99999999999999999999"), 400);
        yield return new("body: of negative length", Http.Head("image/png", -1), 400);
        yield return new("body: in chunks, more than may be", Http.Chunked("image/png", new byte[2 * MostBytes], 60_000), 413, 0);
        yield return new("body: in chunks of one byte", Http.Chunked(FloatType, Floats, 1), 200);
        byte[] chunks = Http.Head(FloatType, null, "Transfer-Encoding: chunked");
        yield return new("body: a chunk that claims to be huge", [.. chunks, .. "ffffffffffffffff\r\n"u8], 400, 413);
        yield return new("body: a chunk without a length", [.. chunks, .. "zz\r\n"u8], 400);
        yield return new("body: lengths of two kinds", Http.Post(FloatType, Floats, "Transfer-Encoding: chunked"), 400);
        yield return new("body: of a coding that nobody knows", Http.Head(FloatType, null, "Transfer-Encoding: cow"), 400, 411, 501);
        yield return new("body: none, and no length", Http.Head(FloatType, null), 400, 411);
        byte[] longer = [.. Http.Post(FloatType, []), .. Floats, .. "\r\n\r\n"u8];
        yield return new("body: longer than was said", longer, 400) { IsOneRequest = false };
    }

    private static IEnumerable<HostileRequest> Heads()
    {
        yield return new("head: no host", Http.Bare("GET", "/healthz", host: ""), 400);
        yield return new("head: two hosts", Http.Bare("GET", "/healthz", host: "Host: a\r\nHost: b\r\n"), 400);
        yield return new("head: a host that is none", Http.Bare("GET", "/healthz", host: "Host: a b/../\r\n"), 400);
        yield return new("head: another version", Http.Bare("GET", "/healthz", "HTTP/9.9"), 505);
        yield return new("head: a field of 100 kB", Http.Post(FloatType, [], $"X: {new string('x', 100_000)}"), 431);
        yield return new("head: a thousand fields", Http.Post(FloatType, [], [.. Enumerable.Repeat("X: 1", 1000)]), 431);
        yield return new("head: a field without a name", Http.Bare("GET", "/healthz", host: ": x\r\n"), 400);
        yield return new("head: null letters", Http.Bare("GET", "/healthz", host: "Host: a\0b\r\n"), 400);
        yield return new("head: folded lines", Http.Bare("GET", "/healthz", host: "Host: 127.0.0.1\r\nX: a\r\n b\r\n"), 400);
        yield return new("no HTTP: random bytes", [.. RandomBytes(500), .. "\r\n\r\n"u8], 400, 0);
        byte[] handshake = [0x16, 3, 1, 0, 0x40, 1, 0, 0, 0x3C, 3, 3, .. RandomBytes(58), .. "\r\n\r\n"u8];
        yield return new("no HTTP: a handshake of TLS", handshake, 400, 0);
        yield return new("no HTTP: HTTP/2 at once", Encoding.ASCII.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 400, 505, 0);
    }

    private static string Beginning(string text) => text[..Math.Min(text.Length, 40)];

    private static string Join(int count, string number) => string.Join(',', Enumerable.Repeat(number, count));

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static byte[] ClaimHuge(byte[] jpeg)
    {
        byte[] huge = [.. jpeg];
        huge.AsSpan(jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]) + 5, 4).Fill(0xFF);
        return huge;
    }

    private static byte[] Flipped(byte[] file)
    {
        byte[] flipped = [.. file];
        for (int i = file.Length / 3; i < file.Length; i += 37)
        {
            flipped[i] ^= 0x55;
        }

        return flipped;
    }

    private static byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
