using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using NetGen.WebApi.Tests.Support;
using Xunit;

namespace NetGen.WebApi.Tests;

/// <summary>What the service refuses, with which status, and what it says.</summary>
public sealed class RefusalTests(RunningService service) : IClassFixture<RunningService>
{
    private const int Pixels = Pictures.Side * Pictures.Side;
    private const int MostBytes = 1_000_000;

    private HttpClient Client => service.Process.Client;

    [Theory]
    [InlineData("text/plain", "'text/plain' came")]
    [InlineData("image/gif", "'image/gif' came")]
    [InlineData(null, "a body without a type came")]
    public async Task A_type_that_is_not_taken_is_415_and_names_those_that_are(string? type, string came)
    {
        using HttpResponseMessage response = await Client.PostAsync("hello", type);
        string detail = await Requests.ProblemAsync(response, 415);
        Assert.Contains(came, detail, StringComparison.Ordinal);
        Assert.Contains("image/png, image/jpeg, image/bmp, application/json, application/octet-stream", detail, StringComparison.Ordinal);
        Assert.Contains("application/json", string.Join(' ', response.Headers.GetValues("Accept-Post")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "with 784 numbers from 0 to 255")]
    [InlineData("{", "with 784 numbers from 0 to 255")]
    [InlineData("[1, 2]", "with 784 numbers from 0 to 255")]
    [InlineData("null", "no pixels came")]
    [InlineData("{}", "no pixels came")]
    [InlineData("{\"pixels\": null}", "no pixels came")]
    [InlineData("{\"pixels\": [1, 2, 3]}", "3 pixels came")]
    [InlineData("{\"pixels\": [1, \"two\"]}", "$.pixels[1]")]
    [InlineData("{\"pixels\": []} []", "with 784 numbers from 0 to 255")]
    public async Task Json_that_is_no_picture_is_400_and_says_what_came(string body, string part)
    {
        using HttpResponseMessage response = await Client.PostAsync(body, Requests.JsonType);
        Assert.Contains(part, await Requests.ProblemAsync(response, 400), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256f, "pixel 5 is 256")]
    [InlineData(-1f, "pixel 5 is -1")]
    [InlineData(float.NaN, "pixel 5 is NaN")]
    [InlineData(float.PositiveInfinity, "pixel 5 is Infinity")]
    public async Task A_value_that_is_no_pixels_is_400_and_is_named(float value, string part)
    {
        float[] pixels = new float[Pixels];
        pixels[5] = value;
        using HttpResponseMessage response = await Client.PostAsync(Pictures.Floats(pixels), Requests.FloatType);
        Assert.Contains(part, await Requests.ProblemAsync(response, 400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_or_too_few_bytes_of_floats_are_400()
    {
        using HttpResponseMessage response = await Client.PostAsync(new byte[100], Requests.FloatType);
        Assert.Equal("The body should be 784 32-bit floats, 3136 bytes; 100 bytes came.", await Requests.ProblemAsync(response, 400));
    }

    [Fact]
    public async Task A_broken_or_monstrous_picture_is_400()
    {
        byte[] png = Pictures.Png(Pictures.Pixels(0));
        using HttpResponseMessage cut = await Client.PostAsync(png[..^20], "image/png");
        Assert.Contains("PNG", await Requests.ProblemAsync(cut, 400), StringComparison.Ordinal);
        using HttpResponseMessage none = await Client.PostAsync("GIF89a", "image/png");
        Assert.Contains("PNG, JPEG or BMP", await Requests.ProblemAsync(none, 400), StringComparison.Ordinal);
        using HttpResponseMessage monstrous = await Client.PostAsync(Pictures.BlankPng(2001), "image/png");
        Assert.Contains("at most 4000000 pixels", await Requests.ProblemAsync(monstrous, 400), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_413(bool saysItsLength)
    {
        using HttpContent content = saysItsLength ? new ByteArrayContent(new byte[MostBytes + 1]) : new StreamContent(new Endless(MostBytes + 1));
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/predict", UriKind.Relative)) { Content = content };
        request.Headers.ExpectContinue = saysItsLength;
        using HttpResponseMessage response = await Client.SendAsync(request);
        await Requests.ProblemAsync(response, 413);
    }

    [Fact]
    public async Task Other_addresses_and_methods_are_404_and_405()
    {
        using HttpResponseMessage address = await Client.GetAsync(new Uri("/predictions", UriKind.Relative));
        await Requests.ProblemAsync(address, 404);
        using HttpResponseMessage method = await Client.GetAsync(new Uri("/predict", UriKind.Relative));
        await Requests.ProblemAsync(method, 405);
    }

    [Fact]
    public async Task A_full_queue_is_429_until_clients_that_wait_have_gone()
    {
        await using ServiceProcess waiting = await ServiceProcess.StartAsync("--QueueCapacity", "2", "--MaxDelayMilliseconds", "3600000");
        byte[] body = Pictures.Floats(Pictures.Pixels(0));
        using var gone = new CancellationTokenSource();
        Task[] clients = [waiting.Client.PostAsync(body, Requests.FloatType, gone.Token), waiting.Client.PostAsync(body, Requests.FloatType, gone.Token)];
        await waiting.UntilWaitingAsync(2);

        using HttpResponseMessage refused = await waiting.Client.PostAsync(body, Requests.FloatType);
        await Requests.ProblemAsync(refused, 429);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);

        await gone.CancelAsync();
        foreach (Task client in clients)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client);
        }

        await waiting.UntilWaitingAsync(0);
        using var next = new CancellationTokenSource();
        Task accepted = waiting.Client.PostAsync(body, Requests.FloatType, next.Token);
        await waiting.UntilWaitingAsync(1);
        await next.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepted);
    }

    [Fact]
    public async Task Weights_that_are_not_there_or_do_not_fit_end_the_start_with_a_sentence()
    {
        string broken = Path.GetTempFileName();
        try
        {
            (int exitCode, string printed) = await ServiceProcess.RunAsync("--urls", "http://127.0.0.1:0", "--Weights", broken);
            Assert.Equal(1, exitCode);
            Assert.Contains("The service could not start", printed, StringComparison.Ordinal);
            (exitCode, printed) = await ServiceProcess.RunAsync("--urls", "http://127.0.0.1:0", "--Weights", "nowhere.safetensors");
            Assert.Equal(1, exitCode);
            Assert.Contains("nowhere.safetensors", printed, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(broken);
        }
    }

    /// <summary>Bytes that do not say how many they are.</summary>
    private sealed class Endless(int length) : Stream
    {
        private int _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = Math.Min(count, _left);
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
