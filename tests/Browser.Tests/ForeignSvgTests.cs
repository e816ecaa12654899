using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Reporting;
using NetGen.Reporting.Tests;
using Xunit;

namespace NetGen.Browser.Tests;

/// <summary>What pictures of others do in a page, in a browser: the filter keeps out what acts, and the page's policy stops most of it once more.</summary>
public class ForeignSvgTests
{
    private const string Harmless = "<svg xmlns=\"http://www.w3.org/2000/svg\"><desc>harmless</desc></svg>";

    [Fact]
    public async Task No_hostile_picture_comes_as_far_as_a_browser_or_does_anything_there()
    {
        List<string> accepted = [];
        foreach (string svg in HostileSvg.All.Values)
        {
            try
            {
                accepted.Add(new HtmlReport("t").Picture(Figure.FromSvg(svg)).ToHtml());
            }
            catch (ArgumentException)
            {
            }
        }

        PageFindings[] findings = await Browser.Provoke([.. accepted, new HtmlReport("t").Picture(Figure.FromSvg(Harmless)).ToHtml()]);
        Assert.All(findings, page => Assert.Equal("", page.Acted));
        Assert.All(findings, page => Assert.Empty(page.Requests));
        Assert.All(findings, page => Assert.Empty(page.Messages));
        Assert.Single(findings);
    }

    [Fact]
    public async Task The_pages_policy_stops_what_runs_loads_or_sends_should_it_ever_come_into_a_page()
    {
        string[] kinds = [.. HostileSvg.Acting.Keys];
        PageFindings[] findings = await Browser.Provoke([.. kinds.Select(kind => Unfiltered(HostileSvg.Acting[kind]))]);
        Assert.All(kinds.Zip(findings), page => Assert.True(page.Second.Acted.Length == 0 && page.Second.Sent.Count == 0, $"{page.First}: {page.Second}, {string.Join(' ', page.Second.Sent)}"));
    }

    [Theory]
    [InlineData("a form", "form-action")]
    [InlineData("a base address", "base-uri")]
    [InlineData("a script", "default-src")]
    public async Task The_policy_says_what_it_stopped(string kind, string directive)
    {
        PageFindings findings = (await Browser.Provoke([Unfiltered(HostileSvg.Acting[kind])]))[0];
        Assert.Contains(findings.Messages, message => message.Contains(directive, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_policy_and_filter_they_act()
    {
        string[] kinds = ["a script", "a handler", "a comment", "a processing instruction", "an image of HTML"];
        PageFindings[] findings = await Browser.Provoke([.. kinds.Select(kind => $"<!DOCTYPE html><body><figure>{HostileSvg.Acting[kind]}</figure></body>")]);
        Assert.All(kinds.Zip(findings), page => Assert.True(page.Second.Acted == "yes" || page.Second.Sent.Count > 0, page.First));
    }

    [Fact]
    public async Task A_refresh_leads_away_in_spite_of_the_policy_so_that_the_filter_must_hold() =>
        Assert.Equal("http://elsewhere.example/", await Browser.FollowedBy(Unfiltered(HostileSvg.Leading["a refresh"])));

    [Fact]
    public async Task What_draws_is_drawn_and_stays_in_its_picture()
    {
        const string Drawing =
            """
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="120" height="60" viewBox="0 0 120 60" role="img">
              <title>A &lt;b&gt; &amp; &lt;/svg&gt;&lt;img src=x&gt;</title>
              <defs>
                <linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" style="stop-color:blue"/></linearGradient>
                <clipPath id="c"><rect width="50" height="50"/></clipPath>
                <path id="p" d="M0 0h10v10z"/>
              </defs>
              <g clip-path="url(#c)"><rect width="60" height="60" fill="url(#g)"/><use xlink:href="#p" transform="translate(20 20)"/></g>
              <text x="60" y="30" style="font-family:'DejaVu Sans', sans-serif;fill:currentColor">a &lt;/text&gt;&lt;script&gt; <tspan font-weight="bold">b</tspan></text>
            </svg>
            """;
        PageFindings findings = await Browser.Open(new HtmlReport("t").Picture(Figure.FromSvg(Drawing)).ToHtml());
        Assert.Equal(1, findings.Drawings);
        Assert.Equal(0, findings.Foreign);
        Assert.Equal(0, findings.Pictures);
        Assert.Empty(findings.Messages);
        Assert.Empty(findings.Requests);
    }

    /// <summary>A page as it would be if nothing looked at the picture.</summary>
    private static string Unfiltered(string svg)
    {
        string page = new HtmlReport("t").Picture(Figure.FromSvg(Harmless)).ToHtml();
        return page.Contains(Harmless, StringComparison.Ordinal)
            ? page.Replace(Harmless, svg, StringComparison.Ordinal)
            : throw new InvalidOperationException("The harmless picture is not in the page as it is.");
    }
}
