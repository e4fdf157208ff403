using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Host;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Tests.Fast.Host;

/// <summary>What is typed after `position stop`, and the rule that it makes.</summary>
public sealed class StopOptionsTests
{
    private const string Position = "paper:BTCUSDT.SIM";

    private readonly StopOptions _options = new();

    public static TheoryData<string, StopRuleChange> Rules => new()
    {
        { "--fixed 95", new(Position, StopKind.Fixed, StopPrice: new Price(95m)) },
        { "--percent 5", new(Position, StopKind.Fixed, Percent: 5m) },
        { "--amount 2.5", new(Position, StopKind.Fixed, Amount: 2.5m) },
        { "--trail-percent 3", new(Position, StopKind.Trailing, Percent: 3m) },
        { "--trail-amount 3", new(Position, StopKind.Trailing, Amount: 3m) },
        { "--atr 2", new(Position, StopKind.Atr, Multiple: 2m) },
        { "--atr 2 --period 20 --interval 1h --trailing", new(Position, StopKind.Atr, Multiple: 2m, Period: 20, Interval: Interval.OneHour, IsTrailing: true) },
        { "--close-after 2h", new(Position, CloseAfterSeconds: 7_200) },
        { "--percent 5 --close-after 1d", new(Position, StopKind.Fixed, Percent: 5m, CloseAfterSeconds: 86_400) },
        { "--close-at 2030-01-02", new(Position, CloseAt: NodaTime.HighPerformance.Instant64.FromUtc(2030, 1, 2, 0, 0)) },
    };

    [Theory, MemberData(nameof(Rules))]
    public void The_kind_follows_from_what_is_typed(string typed, StopRuleChange rule) => Assert.Equal(rule, _options.Read(Parse(typed), Position));

    [Theory]
    [InlineData("", "Say how to guard it: --fixed, --percent, --amount, --trail-percent, --trail-amount, --atr, --close-after or --close-at.")]
    [InlineData("--fixed 95 --atr 2", "A position has one stop: give one of --fixed, --percent, --amount, --trail-percent, --trail-amount and --atr.")]
    [InlineData("--trail-percent 1 --trail-amount 2", "A position has one stop: give one of --fixed, --percent, --amount, --trail-percent, --trail-amount and --atr.")]
    [InlineData("--close-after soon", "--close-after is 'soon'; it is a number and s, m, h or d, as in 30m or 2h.")]
    public void What_makes_no_rule_is_said(string typed, string sentence) => Assert.Equal(sentence, Assert.Throws<UsageException>(() => _options.Read(Parse(typed), Position)).Message);

    [Theory]
    [InlineData("position stop paper:BTCUSDT.SIM --fixed 95")]
    [InlineData("position stop list")]
    [InlineData("position stop list --account paper --json")]
    [InlineData("position stop remove paper:BTCUSDT.SIM")]
    [InlineData("position list")]
    [InlineData("position close paper:BTCUSDT.SIM --quantity 0.01")]
    public void The_commands_are_read(string typed) => Assert.Empty(new Command("algotrendy") { new PositionCommand(null!).Create() }.Parse(typed.Split(' ')).Errors);

    [Theory]
    [InlineData("position stop")]
    [InlineData("position stop remove")]
    [InlineData("position stop list paper:BTCUSDT.SIM")]
    public void What_is_no_command_is_refused(string typed) => Assert.NotEmpty(new Command("algotrendy") { new PositionCommand(null!).Create() }.Parse(typed.Split(' ')).Errors);

    private ParseResult Parse(string typed)
    {
        var stop = new Command("stop");
        _options.AddTo(stop);
        return new Command("algotrendy") { stop }.Parse(["stop", .. typed.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
    }
}
