using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Connectors.Brokers;

/// <summary>What settings come to. They can name paper and testnet; live is out of their reach, and whatever is not a known word is refused.</summary>
public abstract record CredentialReading
{
    private CredentialReading() { }

    public sealed record Read(BrokerCredentials Credentials) : CredentialReading;

    public sealed record Refused(Refusal Reason) : CredentialReading;

    public static CredentialReading Of(string? mode, string? key, string? secret) => mode switch
    {
        "paper" => new Read(new PaperCredentials()),
        "testnet" => Testnet(key, secret),
        "live" => No("Live is not a setting: a person opts in for the account."),
        null or "" => No("No mode is set; it is paper or testnet."),
        _ => No("The mode is not known; it is paper or testnet, in small letters."),
    };

    private static CredentialReading Testnet(string? key, string? secret)
    {
        try
        {
            return new Read(new TestnetCredentials(new(key ?? "", secret ?? "")));
        }
        catch (ArgumentException fault)
        {
            return No(fault.Message);
        }
    }

    private static Refused No(string sentence) => new(new Refusal("bad-credentials", sentence));
}
