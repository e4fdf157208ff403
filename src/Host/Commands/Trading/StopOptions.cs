using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Platform;
using NodaTime;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>What `position stop` takes, and the rule that it makes: its kind follows from what is given.</summary>
internal sealed class StopOptions
{
    private readonly Option<decimal?> _fixed = Given.Amount("--fixed", "A stop at this price", "PRICE");
    private readonly Option<decimal?> _percent = Given.Amount("--percent", "A stop so many per cent from the average entry price", "PERCENT");
    private readonly Option<decimal?> _amount = Given.Amount("--amount", "A stop at this distance from the average entry price", "AMOUNT");
    private readonly Option<decimal?> _trailPercent = Given.Amount("--trail-percent", "A stop that follows the best price at this distance in per cent", "PERCENT");
    private readonly Option<decimal?> _trailAmount = Given.Amount("--trail-amount", "A stop that follows the best price at this distance", "AMOUNT");
    private readonly Option<decimal?> _atr = Given.Amount("--atr", "A stop so many average true ranges from the average entry price", "MULTIPLE");
    private readonly Option<int?> _period = Given.OptionalCount("--period", "With --atr: over how many bars (default: 14)");
    private readonly Option<Interval?> _interval = Given.BarLength("With --atr: how long a bar is (default: 1d)");
    private readonly Option<bool> _trailing = new("--trailing") { Description = "With --atr: the stop follows the best price" };
    private readonly Option<string?> _closeAfter = new("--close-after") { Description = "Close the position after so long", HelpName = "30m|2h|1d" };
    private readonly Option<Instant?> _closeAt = Given.Moment("--close-at", "Close the position then (UTC)");

    public void AddTo(Command command)
    {
        Option[] all = [_fixed, _percent, _amount, _trailPercent, _trailAmount, _atr, _period, _interval, _trailing, _closeAfter, _closeAt];
        foreach (var option in all) command.Options.Add(option);
    }

    /// <exception cref="UsageException">What was typed makes no rule.</exception>
    public StopRuleChange Read(ParseResult parsed, string position)
    {
        var (stop, trail, multiple) = (parsed.GetValue(_fixed), parsed.GetValue(_trailPercent) ?? parsed.GetValue(_trailAmount), parsed.GetValue(_atr));
        decimal?[] given = [stop, parsed.GetValue(_percent), parsed.GetValue(_amount), parsed.GetValue(_trailPercent), parsed.GetValue(_trailAmount), multiple];
        var count = given.Count(one => one is not null);
        if (count > 1) throw new UsageException("A position has one stop: give one of --fixed, --percent, --amount, --trail-percent, --trail-amount and --atr.");

        var (closeAfter, closeAt) = (SecondsOf(parsed.GetValue(_closeAfter)), parsed.GetValue(_closeAt));
        if (count == 0 && closeAfter is null && closeAt is null) throw new UsageException("Say how to guard it: --fixed, --percent, --amount, --trail-percent, --trail-amount, --atr, --close-after or --close-at.");
        return new(
            position,
            multiple is not null ? StopKind.Atr : trail is not null ? StopKind.Trailing : count > 0 ? StopKind.Fixed : null,
            TradingOptions.PriceOf(stop),
            parsed.GetValue(_percent) ?? parsed.GetValue(_trailPercent),
            parsed.GetValue(_amount) ?? parsed.GetValue(_trailAmount),
            multiple,
            parsed.GetValue(_period),
            parsed.GetValue(_interval),
            parsed.GetValue(_trailing),
            closeAfter,
            TradingOptions.MomentOf("--close-at", closeAt));
    }

    private static int? SecondsOf(string? text)
    {
        if (text is null) return null;
        return Interval.TryParse(text, out var time) && time.Length.ToDuration().TotalSeconds is <= int.MaxValue and var seconds
            ? (int)seconds
            : throw new UsageException($"--close-after is '{text}'; it is a number and s, m, h or d, as in 30m or 2h.");
    }
}
