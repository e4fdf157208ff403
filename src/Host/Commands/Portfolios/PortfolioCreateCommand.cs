using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Host.Commands.Trading;

namespace AlgoTrendy.Host.Commands.Portfolios;

/// <summary>Groups accounts, or parts of accounts.</summary>
internal sealed class PortfolioCreateCommand(Surroundings surroundings)
{
    private readonly Argument<string> _name = new("NAME") { Description = "For people" };
    private readonly Option<string[]> _accounts = new("--account") { Description = "An account, or ID:STRATEGY for one part of it; may be repeated", HelpName = "ID", Required = true };
    private readonly Option<string?> _id = new("--id") { Description = "1 to 40 small letters, digits or '-' (default: one is made)", HelpName = "ID" };
    private readonly Option<string?> _strategy = new("--strategy") { Description = "What it is run by, for people", HelpName = "TEXT" };
    private readonly Option<string?> _key = TradingOptions.Key();
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("create", "Group accounts: algotrendy portfolio create Trend --id trend --account paper --account main:ema-cross") { _name, _accounts, _id, _strategy, _key, _json };
        command.SetAction(Make);
        return command;
    }

    private async Task<int> Make(ParseResult parsed, CancellationToken ct)
    {
        var portfolio = new NewPortfolio(
            parsed.GetRequiredValue(_name), PortfolioText.MembersOf(parsed.GetRequiredValue(_accounts)), parsed.GetValue(_id), parsed.GetValue(_strategy), parsed.GetValue(_key));
        await using var session = await surroundings.Open(parsed, ct);
        var reply = await (await HeardBooks.Of(session, ct)).CreatePortfolio(portfolio, ct);
        // So that its limits hold from the next order on.
        if (reply.Portfolio is { } made) await session.Get<IRisk>().RecountPortfolio(new(made.PortfolioId), ct);
        return PortfolioText.Tell(reply, parsed.GetValue(_json));
    }
}
