using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Host.Commands.Portfolios;
using AlgoTrendy.Host.Commands.Risk;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Tests.Fast.Host;

/// <summary>What is typed after `account`, `portfolio` and `risk alerts`, and the values that it makes.</summary>
public sealed class PortfolioCommandTests
{
    private static readonly Command Root = new("algotrendy") { new AccountCommand(null!).Create(), new PortfolioCommand(null!).Create(), new RiskCommand(null!).Create() };

    [Theory]
    [InlineData("account change paper --name Mine --protect-after-seconds 60 --unprotected close --protect-distance-percent 2.5 --foreign-orders adopt --interest 8 --borrow 0.25 --version 3 --json")]
    [InlineData("account open main --mode paper --currency USDT --kind margin --interest 8 --borrow 0")]
    [InlineData("account transfer paper unassigned ema-cross 1000 --currency USDT --note why --key k")]
    [InlineData("account correct paper split --symbol AAPL.US --factor 0.5 --price 200 --note why")]
    [InlineData("account correct paper conversion --amount 10 --currency USDT --received 9 --received-currency EUR --note why --part ema-cross")]
    [InlineData("account equity paper --interval 7d --from 2024-01-01 --to 2024-02-01 --json")]
    [InlineData("portfolio list"), InlineData("portfolio show trend"), InlineData("portfolio delete trend --version 2")]
    [InlineData("portfolio create Trend --id trend --account paper --account main:ema-cross --strategy ema-cross")]
    [InlineData("portfolio change trend --name Trends --account paper --version 1")]
    [InlineData("portfolio rebalance trend --target BTCUSDT.SIM=0.25 --target ETHUSDT.SIM=-0.1 --only --account paper --execute --key k")]
    [InlineData("portfolio tax-lots"), InlineData("portfolio tax-lots trend --account paper --symbol AAPL.US --year 2024")]
    [InlineData("risk alerts --account paper --unseen --limit 5"), InlineData("risk alerts --portfolio trend"), InlineData("risk alerts acknowledge 1 2 --json")]
    public void The_commands_are_read(string typed) => Assert.Empty(Root.Parse(typed.Split(' ')).Errors);

    [Theory]
    [InlineData("account change"), InlineData("account change paper --unprotected maybe"), InlineData("account transfer paper unassigned 1000"), InlineData("account transfer paper a b much")]
    [InlineData("account correct paper trade --note why"), InlineData("account correct paper fee --amount -1"), InlineData("account equity paper --interval fast")]
    [InlineData("portfolio create Trend"), InlineData("portfolio show"), InlineData("portfolio tax-lots --year x"), InlineData("risk alerts acknowledge")]
    public void What_is_no_command_is_refused(string typed) => Assert.NotEmpty(Root.Parse(typed.Split(' ')).Errors);

    [Fact]
    public void Members_are_accounts_or_parts_of_them() =>
        Assert.Equal([new("paper"), new PortfolioMember("main", "ema:cross")], PortfolioText.MembersOf(["paper", "main:ema:cross"]));

    [Fact]
    public void Weights_are_exact() => Assert.Equal(new Dictionary<string, decimal> { ["BTCUSDT.SIM"] = 0.25m, ["eth/usdt"] = -0.1m }, PortfolioRebalanceCommand.WeightsOf(["BTCUSDT.SIM=0.25", "eth/usdt=-0.1"]));

    [Theory]
    [InlineData("BTCUSDT.SIM", "--target BTCUSDT.SIM: it is given as NAME=VALUE")]
    [InlineData("BTCUSDT.SIM=25%", "--target BTCUSDT.SIM=25%: a weight is a fraction of equity, such as 0.25 for a quarter.")]
    public void What_is_no_weight_is_said(string given, string sentence) => Assert.StartsWith(sentence, Assert.Throws<UsageException>(() => PortfolioRebalanceCommand.WeightsOf([given])).Message, StringComparison.Ordinal);
}
