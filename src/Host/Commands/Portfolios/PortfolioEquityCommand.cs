using System.CommandLine;
using AlgoTrendy.Host.Commands.Trading;

namespace AlgoTrendy.Host.Commands.Portfolios;

/// <summary>Shows the equity of a portfolio over time.</summary>
internal sealed class PortfolioEquityCommand(Surroundings surroundings)
{
    private readonly Argument<string> _portfolio = PortfolioCommand.Portfolio();
    private readonly Option<string?> _currency = new("--currency") { Description = "Of the accounts that report in this one, where they report in several", HelpName = "CODE" };
    private readonly EquityPages _pages = new();

    public Command Create()
    {
        var command = new Command("equity", "Show the equity of all its accounts and parts over time, the oldest first") { _portfolio, _currency };
        _pages.AddTo(command);
        command.SetAction((parsed, ct) => _pages.Show(surroundings, parsed, query => query with { PortfolioId = parsed.GetRequiredValue(_portfolio), Currency = parsed.GetValue(_currency)?.ToUpperInvariant() }, ct));
        return command;
    }
}
