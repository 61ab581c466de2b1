// What sends a Portuguese message to a human, as it is written in Portugal and in Brazil.
import { dangerToLife } from './danger-to-life.ts';
import { phrases, type Wording } from './phrases.ts';

const person =
  '(pessoas?|humanos?|humana|atendente|agente|assistente|operadora?|responsavel|gerente|supervisora?|alguem|funcionari[oa]|colega|ser humano|chefe|encarregado|representante)';
const buyers = '(meu|minha|meus|um|uma|o|a|os|ao|aos|nosso|nossos) (clientes?|compradora?|compradores)';
/** What a sentence about the product itself names. */
const screenWords =
  '(campo|coluna|botao|modulo|perfil de acesso|definicao|modelo|pagina|relatorio|codigos?|cup(ao|om)|transportadora|nao e preciso|artigos?|como …4 a? ?(um|uma) colega|adicionar|adiciono|fatura)';

export const portuguese: Wording = {
  triggers: {
    threat: [
      dangerToLife.pt,
      {
        certain: [
          phrases(
            '(vou|vamos) (te |me |vos |voces )?(matar|queimar|rebentar|incendiar)(-te|-me|-vos|-os)?',
            '(quero|queria) morrer',
            '(suicidar-me|me suicidar|suicidio|tirar a (minha )?vida|me matar|matar-me)',
            '(acabar|terminar) com (a minha vida|minha vida|tudo isto)',
            'nao quero (mais )?viver( mais)?',
            'sei onde (vives|moras|trabalhas|voce mora|voces moram|voces trabalham|vivem)',
            'vao (se )?(arrepender|morrer|sangrar)(-se)?',
          ),
        ],
      },
    ],
    security: [
      {
        certain: [
          phrases(
            '(hackearam|invadiram|roubaram|hackeou|invadiu|roubou|acederam|acessaram|clonaram) …2 (conta|senha|palavra-passe|loja|perfil)',
            '(conta|loja|senha|palavra-passe|perfil) …2 (hackead[oa]|invadid[oa]|roubad[oa]|comprometid[oa]|clonad[oa])',
            '(alguem|um estranho|outra pessoa) …4 (na minha conta|minha conta|minha senha|nossa conta)',
            'nao (autorizei|fiz|autorizamos|reconheco|aprovei) …1 (este|esse|esta|essa|estes|o|a) …1 ?(pagamento|cobranca|encomenda|pedido|compra|transacao|debito|pagamentos)',
            '(pagamentos|compras|encomendas|pedidos) que nao (fiz|autorizei)',
            '(falha|vulnerabilidade|fuga|vazamento) de (seguranca|dados)',
            '(vejo|consigo ver|vemos) …4 (outros clientes|outro cliente|outra loja)',
            '(acessos?|acesso|cobrancas?|atividade|pagamentos?) (suspeit[oa]s?|fraudulent[oa]s?|nao autorizad[oa]s?)',
          ),
        ],
        harmless: phrases('o que (acontece|faco) …2 se', 'se (a minha|minha) conta'),
      },
    ],
    legal: [
      {
        certain: [
          phrases(
            '(vou|vamos|pretendo) (processar|denunciar|acionar)(-vos|-los)?',
            '(processar|processo contra|acionar judicialmente) (voces|a empresa|a vossa|vos)',
            '(fazer|apresentar|faco|farei|apresentarei) (uma )?(queixa|denuncia) (ao|a|na|no|contra|junto) …2 (tribunal|policia|autoridades|deco|procon|empresa|vossa|anacom)?',
            '(o )?(meu|nosso) advogado|minha advogada',
            '(acao|acoes|medidas|vias?|acao) (judicial|judiciais|legal|legais)|(em|ao|no) tribunal',
            '(e|isto e|isso e) (ilegal|crime|um crime)',
            '(vou|irei|chamar|ir) …2 (policia|procon|deco|imprensa)',
            '(direito ao esquecimento|direito de acesso)|(apaguem|eliminem|excluam) …3 meus dados',
          ),
        ],
        harmless: phrases('(como|onde) (adiciono|convido)', buyers),
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(advogad[oa]s?|tribunal|justica|queixa|denuncia|policia|procon|deco|judicial|judicialmente|processo|crime|ilegal|fraude|rgpd|lgpd|indemnizacao)',
            ),
            phrases('(voces|vos|vosso|vossa|sua|meu|minha|nosso|eu|vou|vamos|entro|avanco)'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    refund: [
      {
        certain: [
          phrases(
            '(quero|devolvam|devolva|exijo|queremos|recuperar|preciso) …2 (meu|nosso) dinheiro',
            '(quero|exijo|solicito|peco|preciso de|gostaria de|queria|pretendo|pedir|solicitar|aguardo|espero) …2 (reembolso|estorno|indemnizacao|indenizacao|devolucao do (dinheiro|valor))',
            '(ser|seja|sejamos|fui) reembolsad[oa]s?|(reembolsem|reembolse|estornem)(-me|-nos)?',
            '(meu|nosso) (reembolso|estorno|dinheiro)|(me|nos) (devolv[a-z]{1,4}|reembols[a-z]{1,4}|estorn[a-z]{1,4})',
            '(cobrado|cobraram|debitado|cobrada|debitaram) …2 (duas vezes|dobro|a mais|indevidamente)',
          ),
        ],
        harmless: phrases(buyers),
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(dinheiro|valor|pagamento|montante|cobranca|reembols\\p{L}{1,5}|estorn\\p{L}{1,4}|quantia)',
            ),
            phrases(
              '(devolv\\p{L}{1,4}|devolucao|reembols\\p{L}{1,5}|estorn\\p{L}{1,4}|de volta|restitu\\p{L}{1,6}|recuperar|ressarc\\p{L}{1,5})(-me|-nos)?',
            ),
            phrases(
              '(me|meu|minha|nos|nosso|quero|exijo|solicito|peco|gostaria|preciso|devolvam-me|devolvam)(-me)?',
            ),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    pricing: [
      {
        certain: [
          phrases(
            '(conseguem|podem|pode|fazem|dao|da|consegue|poderiam|querem) …2 (fazer|dar|oferecer|baixar|reduzir|melhorar|me|nos)? ?…3 (desconto|melhor preco|preco|abatimento)',
            '(fazer-me|fazer-nos|dar-me|dar-nos|me dar|nos dar|me fazer|nos fazer) …3 (desconto|preco)',
            '(baixar|reduzir|negociar|melhorar|rever|igualar) (o|os|a|esse|este|vosso) …1 ?(preco|precos|mensalidade|tarifa|plano)',
            '(negociavel|negociar)|(muito|demasiado) car[oa] …8 (desconto|preco|barato|baixar)',
            '(concorrencia|concorrente) …5 (barat[oa]|menos|igualar)',
          ),
        ],
        harmless: phrases(
          buyers,
          '(para|a|aos) (os )?(meus |nossos )?clientes|(codigos?|cup(ao|om)) de desconto',
        ),
      },
      {
        certain: [],
        together: [
          [
            phrases('(preco|precos|tarifa|mensalidade|plano|contrato|orcamento|desconto|oferta|car[oa])'),
            phrases(
              '(desconto|baixar|reduzir|reducao|melhor\\p{L}{0,3}|menos|mais barato|negociar|especial|ajustar|abatimento|rever)',
            ),
            phrases(
              '(podem|poderiam|pode|poderia|conseguem|possivel|gostar\\p{L}{1,5}|fazem|querem|ha alguma)',
            ),
            phrases('(nos|me|nosso|para (mim|nos)|voces|nossa|meu|fazer-nos)'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    'human-requested': [
      {
        always: [phrases('nao …3 com (um|o|uma|esse|este) (bot|robo|robot|maquina|chatbot|ia)')],
        certain: [
          phrases(
            `(falar|conversar|contactar|contatar|escrever|tratar) …1 com …2 ${person}`,
            `(pessoa|humano|atendente|agente|ser humano|gente) (real|de verdade|humano|humana|de carne e osso)`,
            '(liguem|ligue|telefonem|telefone)(-me|-nos)',
            '(podem|pode|poderiam|poderia) …1 (ligar|telefonar|me ligar|ligar-me|ligar-nos|telefonar-me|me telefonar)(-me|-nos| para mim| pra mim)?',
            'me (liguem|ligue|liga|telefonem)',
            `(passe|passem|transfira|transfiram|ligue)(-me)? …1 (a|para|com) …2 ${person}`,
            `^(um |uma )?${person}( real| humano)?,?( por favor| pfv| se faz favor)?[.!?]{0,5}$`,
          ),
        ],
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(pessoa|humano|humana|alguem|atendente|operador|operadora|responsavel|gerente|supervisor|funcionari[oa]|colega|assistente)',
            ),
            phrases(
              '(falar|conversar|atendid[oa]|atender|atenda|telefon\\p{L}{1,3}|ligar|ligue|liguem|contact\\p{L}{1,4}|contat\\p{L}{1,4}|respond\\p{L}{1,3}|ajude|trate|analise|veja)',
            ),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
  },
  anger: {
    together: [
      [
        phrases('(estou|estamos|me|isto|fiquei)'),
        phrases(
          '(zangad[oa]s?|furios[oa]s?|irritad[oa]s?|indignad[oa]s?|revoltad[oa]s?|fart[oa]s?|chatead[oa]s?|decepcionad[oa]s?|desiludid[oa]s?)',
        ),
        phrases('(muito|mesmo|extremamente|completamente|tao|super|realmente|totalmente|profundamente)'),
      ],
      [
        phrases('(voces|vosso|vossa|seu|sua|servico|atendimento|suporte|apoio|empresa|aplicacao|app|sao)'),
        phrases(
          '(pessim[oa]s?|horrivel|terrivel|vergonhos[oa]s?|lamentavel|inutil|inuteis|incompetentes?|inaceitavel|ridicul[oa]s?|patetic[oa]s?|pior|lixo|desastre|miseravel|nojo|nojent[oa]|absurd[oa])',
        ),
      ],
    ],
    harmless: phrases(buyers),
    certain: [
      phrases(
        '(e|que) uma vergonha',
        '(vigaristas|burloes|golpistas|ladroes|idiotas|merda|palhacada|palhacos|caralho|porra|incompetentes|imbecis|aldraboes|burla|vergonhoso|inuteis)',
        '(e|isto e|isso e) …1 inaceitavel',
        '(estou|estamos) …1 (fart[oa]s?|furios[oa]s?|indignad[oa]s?|pistola|revoltad[oa]s?)',
        '(atendimento|servico|suporte|apoio) …1 (horrivel|pessim[oa]|terrivel|lamentavel|vergonhos[oa]|miseravel)',
        '(pessimo|horrivel|terrivel|lamentavel) (atendimento|servico|suporte|apoio)',
        '(fazer|apresentar|registar|registrar) uma (queixa|reclamacao)( formal| contra)?',
      ),
    ],
  },
  asks: /^(?:(?:ola|oi|bom dia|boa tarde|boa noite|e|mas)[,:!]? )?(?:como|o que|que|onde|quando|qual|quais|quem|quant[oa]s?|por que|porque|e possivel|posso|devo|ha|existe|(?:pode|podem)(?:-me)? (?:me )?(?:dizer|explicar|indicar))\b/,
  denies:
    /\b(?:nao (?:quero|queremos|preciso|precisamos|peco|pretendo|e preciso|e necessario|desejo|vou|procuro)|sem|nenhum|nenhuma|em vez de)\b/,
};
