using System.CommandLine;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Host;
using AlgoTrendy.Host.Commands;
using AlgoTrendy.Platform;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Host;

public sealed class GivenTests
{
    private readonly Option<SeriesKind?> _kind = Given.OneOf<SeriesKind>("--kind", "");
    private readonly Option<Interval?> _interval = Given.BarLength("");
    private readonly Option<Instant?> _from = Given.Moment("--from", "");
    private readonly Option<int> _limit = Given.Count("--limit", "", otherwise: 20);
    private readonly Argument<string[]> _paths = new("PATH") { Arity = ArgumentArity.OneOrMore };

    [Theory]
    [InlineData("bars", SeriesKind.Bars), InlineData("quote-bars", SeriesKind.QuoteBars), InlineData("quoteBars", SeriesKind.QuoteBars), InlineData("TRADES", SeriesKind.Trades)]
    public void A_choice_may_have_capitals_and_hyphens_or_not(string typed, SeriesKind kind) => Assert.Equal(kind, Parse("x", "--kind", typed).GetValue(_kind));

    [Theory]
    [InlineData("--kind", "ticks", "--kind is 'ticks'; it is one of bars, quote-bars, trades, quotes.")]
    [InlineData("--kind", "0", "--kind is '0'; it is one of bars, quote-bars, trades, quotes.")]
    [InlineData("--interval", "5x", "--interval is '5x'; it is a number and s, m, h or d, as in 1m or 1d.")]
    [InlineData("--from", "1/2/2024", "--from is '1/2/2024'; it is a date such as 2024-01-02, or a time in UTC such as 2024-01-02T14:30:00Z.")]
    [InlineData("--limit", "-1", "--limit is '-1'; it is a whole number such as 20.")]
    public void What_cannot_be_is_refused_with_what_can(string option, string typed, string sentence) => Assert.Equal([sentence], Mistakes.Describe(Parse("x", option, typed)));

    [Theory]
    [InlineData("0", "--most is '0'; it is a whole number from 1 up, such as 20.")]
    [InlineData("1", null)]
    public void A_count_may_have_a_least(string typed, string? sentence)
    {
        var parsed = new Command("list") { Given.Count("--most", "", otherwise: 20, least: 1) }.Parse(["--most", typed]);

        Assert.Equal(sentence, parsed.Errors.SingleOrDefault()?.Message);
    }

    [Fact]
    public void What_is_not_given_is_null_or_as_usual()
    {
        var parsed = Parse("x");

        Assert.Null(parsed.GetValue(_kind));
        Assert.Null(parsed.GetValue(_from));
        Assert.Equal(20, parsed.GetValue(_limit));
    }

    [Theory]
    [InlineData(new[] { "a.csv", "--limt", "5" }, "'algotrendy import' has no option --limt. Did you mean --limit? 'algotrendy import --help' lists them.")]
    [InlineData(new[] { "-q", "a.csv" }, "'algotrendy import' has no option -q. 'algotrendy import --help' lists them.")]
    public void A_mistyped_option_is_not_taken_for_a_path(string[] typed, string sentence)
    {
        var parsed = Parse(typed);

        var option = Mistakes.MistakenForValue(parsed);

        Assert.Equal(sentence, Mistakes.Unknown(parsed, option!));
    }

    [Fact]
    public void After_two_hyphens_anything_is_a_path()
    {
        var parsed = Parse("--", "--odd.csv");

        Assert.Null(Mistakes.MistakenForValue(parsed));
        Assert.Equal(["--odd.csv"], parsed.GetValue(_paths)!);
    }

    [Fact]
    public void A_missing_path_is_asked_for() => Assert.Equal(["'algotrendy import' needs PATH. 'algotrendy import --help' says more."], Mistakes.Describe(Parse()));

    [Fact]
    public void Paths_are_made_absolute_here()
    {
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "a.csv"), Given.FullPath("a.csv"));
        Assert.Throws<UsageException>(() => Given.FullPath(""));
        Assert.Throws<UsageException>(() => Given.FullPath("a\0b"));
    }

    private ParseResult Parse(params string[] typed) =>
        new Command("algotrendy") { new Command("import") { _paths, _kind, _interval, _from, _limit } }.Parse(["import", .. typed]);
}
