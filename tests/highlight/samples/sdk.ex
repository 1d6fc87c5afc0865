defmodule Example.Client do
  @moduledoc """
  Docs with `code` and #{inspect(:x)}.

      iex> Example.Client.get("a")
  """
  use GenServer, restart: :transient
  alias Example.{Invoice, Error}
  import Ecto.Query, only: [from: 2]
  @limit 1_000
  @type t :: %__MODULE__{key: String.t(), n: non_neg_integer | nil}
  defstruct [:key, limit: 10, opts: %{}]

  @doc "Creates"
  @spec create(map(), keyword) :: {:ok, Invoice.t()} | {:error, term}
  def create(%{"id" => id, amount: amount} = params, opts \\ []) when is_binary(id) and amount > 0 do
    # comment
    url = "https://api.example.com/#{id}?x=#{opts[:limit] || 0xFF}\n"
    with {:ok, res} <- post(url, params), true <- res.status in 200..299 do
      res.body |> Jason.decode!() |> Enum.map(&(&1["id"] <> "x")) |> Enum.reject(fn x -> is_nil(x) end)
    else
      {:error, %Error{code: c}} when c >= 400 -> raise ArgumentError, message: ~s(bad #{c})
      _ -> :error
    end
    case x do
      ~r/^(\w+)\s*$/iu -> 'charlist'
      <<a::size(8), rest::binary>> -> {a, rest, ?x, 1.5e3}
      ^pinned -> ~w(a b c)a
    end
    for n <- 1..10, rem(n, 2) == 0, into: %{}, do: {n, n * 2}
    try do throw(:x) rescue e in RuntimeError -> reraise e, __STACKTRACE__ after :ok end
    receive do {:msg, pid} -> send(pid, self()) after 100 -> nil end
  end
  defp post(url, body), do: unquote(url)
  defmacro m(x), do: quote(do: unquote(x) + 1)
end
