// What sends a Spanish message to a human.
import { dangerToLife } from './danger-to-life.ts';
import { phrases, type Wording } from './phrases.ts';

const person =
  '(personas?|humanos?|humana|agentes?|asesora?|operadora?|encargad[oa]|responsable|supervisora?|gerente|jef[ea]|alguien|empleado|representante|ser humano|companer[oa]|ejecutivo)';
const buyers =
  '(mi|mis|un|una|el|la|los|las|al|nuestro|nuestros) (clientes?|clienta|compradora?|compradores)';
/** What a sentence about the product itself names. */
const screenWords =
  '(campo|columna|boton|modulo|rol|ajuste|plantilla|pagina|informe|exportacion|codigos?|transportista|no hace falta|articulos?|como …4 a (un|una|mi) companer[oa]|agregar|agrego|boton)';

export const spanish: Wording = {
  triggers: {
    threat: [
      dangerToLife.es,
      {
        certain: [
          phrases(
            '(te|os|los|las|me|le|les) (voy|vamos) a (matar|suicidar|quemar|reventar)',
            '(voy|vamos) a (matar|quemar|reventar)(te|os|los|las|me|le|les)?',
            '(suicidarme|suicidio|quitarme la vida)|(me )?quiero morir(me)?',
            '(acabar|terminar) con (mi vida|todo)',
            '(no quiero|sin ganas de) (seguir )?(vivir|viviendo)',
            'se donde (vives|viven|vivis|trabajas|trabajan)',
            '(se van a|van a|te vas a) (arrepentir|morir|enterar)',
          ),
        ],
      },
    ],
    security: [
      {
        certain: [
          phrases(
            '(hackearon|hackeado|hackeada|hackeo|jaquearon|jaqueado|robaron|suplantado) …3 (cuenta|contrasena|tienda|acceso|clave|perfil)',
            '(cuenta|contrasena|tienda|clave) …3 (hackead[oa]|jaquead[oa]|robad[oa]|comprometid[oa])',
            '(entrado|entraron|accedido|accedio|entro) …2 (en|a) (mi|nuestra) (cuenta|tienda|perfil)',
            '(alguien|un desconocido|otra persona) …4 (en mi cuenta|mi contrasena|mi cuenta|nuestra cuenta)',
            'no (autorice|he autorizado|hice|he hecho|autorizamos|reconozco) …1 (este|ese|el|un|la|esta|esa|estos|esos) (pago|cargo|cobro|pedido|compra|transaccion|pagos|cargos)',
            '(fallo|vulnerabilidad|agujero|brecha) de (seguridad|datos)',
            '(veo|podemos ver|puedo ver) …3 (otros clientes|otro cliente|otra tienda)',
            '(accesos?|cargos?|actividad|pagos?|inicios? de sesion) (sospechos[oa]s?|fraudulent[oa]s?|no autorizad[oa]s?)',
          ),
        ],
        harmless: phrases('que (pasa|hago|sucede|ocurre) …2 si', 'si (hackean|roban)', 'en caso de'),
      },
    ],
    legal: [
      {
        certain: [
          phrases(
            '(denunciar|demandar)(les|los|le|te|os|las)',
            '(voy|vamos|pienso|pensamos) a? ?(demandar|denunciar)',
            '(pongo|pondre|poner|presento|presentare|presentar|interpondre|interponer|pondremos) …1 (una )?(denuncia|demanda|reclamacion judicial)',
            '(mi|nuestro|un|mis|nuestros) abogad[oa]s? …1 (va|se|les|le|ya|contactara|esta|tomara|pondra)',
            '(hablar|hablare|hable|contactare|contactar|consultar) …2 (con )?mi abogad[oa]',
            '(acciones|medidas|vias?) (legales|legal|judiciales|judicial)',
            '(ante|a) (el|los) (tribunal|tribunales|juzgado|juzgados)',
            '(es|esto es) (ilegal|un delito)',
            '(ir|ire|voy|acudire|acudir|llamar|llamare) …2 (policia|prensa|agencia de proteccion de datos|oficina del consumidor)',
            '(derecho al olvido|derecho de acceso)|(borren|eliminen|supriman) …3 mis datos',
          ),
        ],
        harmless: phrases(buyers, '(como|donde) (agrego|anado|invito)'),
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(abogad[oa]s?|tribunal(es)?|juicio|juzgado|denuncia|demanda|policia|consumo|legal(es|mente)?|ilegal|fraude|querella|judicial(es)?|danos y perjuicios)',
            ),
            phrases(
              '(ustedes|vosotros|vuestr[oa]|su|les|los|os|mi|mis|nuestr[oa]s?|yo|voy|vamos|ire|iremos)',
            ),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    refund: [
      {
        certain: [
          phrases(
            '(me|nos) …1 (devuelvan|reembolsen|reintegren|devolveis|devuelvas)',
            '(devuelvan|reembolsen|reintegren|devuelva|reembolse)(me|nos)',
            '(devuelvan|devuelva|devolver(me|nos)?|quiero|recuperar) …1 (mi|el|nuestro) dinero',
            '(quiero|exijo|solicito|necesito|pido|queremos|reclamo|quisiera|solicitar|pedir|espero) …2 (reembolso|devolucion del (dinero|importe|pago|cobro)|indemnizacion|compensacion)',
            '(mi|nuestro) (reembolso|dinero)',
            '(cobrado|cobraron|cobro|cargado) …2 (dos veces|doble|duplicado|de mas)',
          ),
        ],
        harmless: phrases(buyers),
      },
      {
        certain: [],
        together: [
          [
            phrases('(dinero|importe|pago|cobro|reembols\\p{L}{1,5}|devolucion|cargo|abono|lo que pague)'),
            phrases(
              '(devolu\\p{L}{1,6}|devuelv\\p{L}{1,5}|devolver\\p{L}{0,5}|reembols\\p{L}{1,5}|reintegr\\p{L}{1,5}|abonen|recuperar)',
            ),
            phrases(
              '(quiero|queremos|solicito|solicitamos|exijo|pido|necesito|quisiera|por favor|reclamo|mi|mis|me|nos|deben)',
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
            '(me|nos) …2 (hacen|hacer|dan|dar|ofrecen|ofrecer|haceis|rebajan|rebajar|mejorar|mejoran|aplicar|bajar) …4 (descuento|precio|rebaja|oferta|tarifa)',
            '(hacerme|hacernos|darme|darnos|ofrecerme|ofrecernos) …3 (descuento|rebaja|precio|oferta)',
            '(bajar|rebajar|mejorar|negociar|igualar) (el|su|los|vuestro|la|sus|este) (precios?|tarifas?|oferta|cuota)',
            '(negociable|negociar)',
            '(demasiado|muy) car[oa] …8 (descuento|precio|rebaja|barato|oferta)',
            '(competencia|competidor) …5 (barat[oa]|menos|igualar)',
          ),
        ],
        harmless: phrases(
          buyers,
          '(para|a) (mis |los |nuestros )?(clientes|compradores)|codigos? de descuento',
          'transportistas?',
        ),
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(precio|precios|tarifa|tarifas|cuota|plan|contrato|presupuesto|descuento|rebaja|oferta|car[oa])',
            ),
            phrases(
              '(descuento|rebaja\\p{L}{0,3}|bajar|bajen|mejor|mejorar|menos|barat[oa]|negociar|ajustar|especial|reducir|igualar)',
            ),
            phrases(
              '(pueden|podrian|podeis|puede|podria|es posible|hay alguna|quisiera|queremos|me|nos|harian|hacen)',
            ),
            phrases('(nos|me|nosotros|ustedes|para (mi|nosotros)|mi|nuestr[oa])'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    'human-requested': [
      {
        always: [phrases('no …2 (hablar )?(con )?(un|una|el|este) (bot|robot|maquina|chatbot|ia)')],
        certain: [
          phrases(
            `(hablar|hable|comunicar(me|nos)?|chatear|contactar|escribir) …1 con …2 ${person}`,
            '(paseme|pasenme|pasame|pongame|ponganme|comuniqueme|comuniquenme|transfierame|conecteme) …1 (con|a)',
            '(llamenme|llamen|llameme|llamame|llamarme|llamarnos|llameis) …1 (por telefono|por favor|hoy|manana|al|ya)',
            '(pueden|puede|podrian|podria|podeis|puedes|pueda) …2 llamar(me|nos)',
            'me (llamen|llame|pueden llamar|puede llamar)',
            `(persona|humano|agente|operador|ser humano|gente) (real|de verdad|de carne y hueso|humano|humana)`,
            `(un|una|algun|alguna) (agente|asesor|operador|ser)? ?(humano|humana)`,
            `^(un |una )?${person}( real| humano)?( por favor| porfa)?[.!?]{0,5}$`,
          ),
        ],
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(persona|personas|humano|humana|alguien|agente|operador|operadora|responsable|supervisor|encargad[oa]|asesora?|empleado|companer[oa])',
            ),
            phrases(
              '(hablar|atienda\\p{L}{0,2}|atender|atendid[oa]|llam\\p{L}{1,5}|telefono|contact\\p{L}{1,4}|respond\\p{L}{1,4}|comunic\\p{L}{1,5}|revise|ayude|ayudar|conteste|trate)',
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
        phrases('(estoy|estamos|me|nos|esto)'),
        phrases(
          '(enfadad[oa]s?|enojad[oa]s?|furios[oa]s?|indignad[oa]s?|cabread[oa]s?|hart[oa]s?|molest[oa]s?|decepcionad[oa]s?|desastre)',
        ),
        phrases(
          '(muy|super|realmente|totalmente|tan|completamente|desastre|extremadamente|verdaderamente|mas que)',
        ),
      ],
      [
        phrases(
          '(su|sus|ustedes|vuestr[oa]|servicio|atencion|soporte|empresa|aplicacion|app|son|sois|compania)',
        ),
        phrases(
          '(pesim[oa]|horrible|desastre|desastros[oa]|vergonzos[oa]|lamentable|inutil(es)?|inutiles|incompetentes?|inaceptable|indignante|asquer\\p{L}{1,4}|asco|nefast[oa]|ridicul[oa]|patetic[oa]|peor|basura|malisim[oa])',
        ),
      ],
    ],
    harmless: phrases(buyers),
    certain: [
      phrases(
        '(es|que) …2 (verguenza|vergonzoso|tomadura de pelo)',
        '(sinverguenzas?|estafadores|estafador|estafa|ladrones|idiotas|mierda|imbeciles|inutiles|incompetentes|payasos|cabrones|gilipollas|joder)',
        '(es|esto es|resulta) …2 inaceptable',
        '(estoy|estamos) …1 (hart[oa]s?|furios[oa]s?|indignad[oa]s?|cabread[oa]s?)',
        '(pesimo|horrible|asco de|nefasto|lamentable|vergonzoso) …1 (servicio|atencion|soporte)',
        '(servicio|atencion|soporte) (tan |muy )?(mal[oa]|pesim[oa]|horrible|nefast[oa]|lamentable)',
        '(presentar|poner|interponer) una (queja|reclamacion) (formal|oficial|contra)',
        '(quiero|deseo) (presentar|poner) una (queja|reclamacion)',
      ),
    ],
  },
  asks: /^(?:[¿¡]*)(?:(?:hola|buenas|buenos dias|buenas tardes|y|pero)[,:!]? ?[¿¡]*)?(?:como|que|donde|cuando|cual(?:es)?|quien(?:es)?|cuant[oa]s?|por que|es posible|puedo|debo|tengo que|hay|existe|me pueden? (?:decir|explicar|indicar))\b/,
  denies:
    /\b(?:no (?:quiero|queremos|necesito|necesitamos|pido|pretendo|busco|hace falta|voy a|deseo|es necesario|pienso)|sin|ningun|ninguna|en (?:lugar|vez) de)\b/,
};
