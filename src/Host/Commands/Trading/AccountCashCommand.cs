using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Puts money into a paper account, or takes it out.</summary>
internal sealed class AccountCashCommand(Surroundings surroundings, bool isDeposit)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account" };
    private readonly Argument<decimal?> _amount = new("AMOUNT") { Description = "How much", Arity = ArgumentArity.ExactlyOne, CustomParser = Given.ReadAmount };
    private readonly Option<string?> _currency = new("--currency") { Description = "Of what (default: the account's currency)", HelpName = "CODE" };
    private readonly Option<string?> _note = new("--note") { Description = "A short reason, kept in the books", HelpName = "TEXT" };
    private readonly Option<string?> _key = TradingOptions.Key();
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command(isDeposit ? "deposit" : "withdraw", isDeposit ? "Put money into a paper account" : "Take money out of a paper account") { _id, _amount, _currency, _note, _key, _json };
        command.SetAction(Move);
        return command;
    }

    /// <summary>Null without a code.</summary>
    /// <exception cref="UsageException">It is no code.</exception>
    public static Currency? CurrencyOf(string? code, string option = "--currency")
    {
        try
        {
            return code is null ? null : new Currency(code.ToUpperInvariant());
        }
        catch (ArgumentException)
        {
            throw new UsageException($"{option} is '{code}'; it is a code such as USD or USDT.");
        }
    }

    private async Task<int> Move(ParseResult parsed, CancellationToken ct)
    {
        var (id, amount, currency) = (parsed.GetRequiredValue(_id), parsed.GetValue(_amount) ?? 0m, CurrencyOf(parsed.GetValue(_currency)));
        if (amount <= 0m) throw new UsageException($"AMOUNT is {amount}; it is more than 0.");

        await using var session = await surroundings.Open(parsed, ct);
        var trading = session.Get<ITrading>();
        var own = (await trading.ListAccounts(new(id), ct)).Accounts is [var account, ..] ? account.Currency : (Currency?)null;
        if ((currency ?? own) is not { } counted) throw BookText.NoAccount(id);

        return AccountText.Tell(await trading.MoveCash(new(id, counted, isDeposit ? amount : -amount, parsed.GetValue(_note), parsed.GetValue(_key)), ct), parsed.GetValue(_json));
    }
}
